import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Emulators = { wechat: string; sms: string; process: ChildProcess; stop(): Promise<void> }

const main = join(import.meta.dirname, '../../server/emulators/main.ts')

/** The credentials that the emulators expect when the environment names no others. */
export const emulated = {
  appid: 'wxdemo0000000000',
  secret: 'demo-secret',
  accessKeyId: 'demo-key',
  accessKeySecret: 'demo-secret',
  signName: '民意直通',
  templateCode: 'SMS_DEMO_CODE',
  noticeTemplate: 'SMS_DEMO_NOTICE',
}

/** The emulators as a process of their own on free ports. */
export async function startEmulators(): Promise<Emulators> {
  const child = forkEmulators({ WECHAT_EMULATOR_PORT: '0', SMS_EMULATOR_PORT: '0' })
  const [line] = child.stdout ? await once(createInterface(child.stdout), 'line') : []
  const { wechat, sms } = JSON.parse(String(line))
  return {
    wechat,
    sms,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** Starts `server/emulators/main.ts` with these settings and nothing of the caller's. */
export function forkEmulators(env: Record<string, string>): ChildProcess {
  return fork(main, [], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env })
}

/** One call of the control surface. */
export async function control(base: string, path: string, body?: unknown, method = 'POST') {
  const response = await fetch(base + path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** `wx.login` on the phone of a named person. */
export async function wxLogin(wechat: string, user: string): Promise<string> {
  return (await control(wechat, '/emulator/login', { user })).code
}

/** What a telephone got, newest first. */
export async function smsInbox(
  sms: string,
  phone: string,
): Promise<{ text: string; params: Record<string, string> }[]> {
  return (await control(sms, `/emulator/sms/inbox?phone=${encodeURIComponent(phone)}`, undefined, 'GET')).messages
}
