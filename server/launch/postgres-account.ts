import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchFailure } from './failure.ts'

const systemUser = 'minyi-postgres'
type Owner = { uid: number; gid: number }

/**
 * The words that stand before each PostgreSQL program. PostgreSQL refuses to run as root, so root hands the folder to a
 * system user; where only root may enter the folders above, that user gets the one capability that opens them.
 */
export function postgresPrefix(folder: string, binaries: string): string[] {
  if (process.getuid?.() !== 0) return []
  const owner = ownerOf(folder)
  const as = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  const ways = [as, ...['dac_read_search', 'dac_override'].map((capability) => [...as, ...keeping(capability)])]
  const prefix = ways.find((way) => reaches(way, folder, binaries))
  if (prefix) return prefix
  throw new LaunchFailure(
    `PostgreSQL 不能以 root 运行，而系统用户进不了 ${folder}：请用普通用户启动，或把 DATA_DIR 设为普通用户能进入的目录。`,
  )
}

function keeping(capability: string) {
  const only = `-all,+${capability}`
  return ['--securebits=+no_setuid_fixup', `--inh-caps=${only}`, `--ambient-caps=${only}`]
}

function reaches(prefix: string[], folder: string, binaries: string) {
  const script = '"$0/postgres" --version && : > "$1/.reached" && rm "$1/.reached"'
  const [program = '', ...rest] = [...prefix, 'sh', '-c', script, binaries, folder]
  return spawnSync(program, rest, { cwd: '/', stdio: 'ignore' }).status === 0
}

/** Whoever owns the folder already keeps it; what root made is handed to the system user. */
function ownerOf(folder: string): Owner {
  const { uid, gid } = lstatSync(folder)
  if (uid !== 0) return { uid, gid }
  const owner = findUser(systemUser) ?? addSystemUser() ?? findUser('nobody')
  if (!owner) throw new LaunchFailure('PostgreSQL 不能以 root 运行，而这台机器没有可用的普通用户：请用普通用户启动。')
  handOver(folder, owner)
  return owner
}

function addSystemUser() {
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', systemUser], {
    stdio: 'ignore',
  })
  return findUser(systemUser)
}

function findUser(name: string): Owner | undefined {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((line) => line[0] === name)
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) }
}

/** The folder itself goes last: until then an interrupted hand-over is begun again by the next start. */
function handOver(path: string, owner: Owner) {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) handOver(join(path, name), owner)
  chownSync(path, owner.uid, owner.gid)
}
