import { type DraftOf, type Operation, splitInput } from '@minyi/shared/platform/operation.ts'
import Taro from '@tarojs/taro'
import { asFields, queryOf, sessionFor } from './call'
import { apiBase, isH5 } from './platform'
import { tokenOf } from './session'
import { toast } from './toast'

/** Fetches an operation's file: a browser saves it, WeChat opens it. What goes wrong is said, and nothing is lost. */
export async function download<Op extends Operation>(operation: Op, input: DraftOf<Op>): Promise<void> {
  const { path, rest } = splitInput(operation.path, asFields(input))
  const token = tokenOf(sessionFor(operation.access))
  const url = apiBase() + path + queryOf(rest)
  const header: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const done = isH5 ? await save(url, header) : await open(url, header)
  if (!done) toast('没有下载成功，请稍后再试')
}

async function save(url: string, headers: Record<string, string>): Promise<boolean> {
  try {
    const response = await fetch(url, { headers })
    if (!response.ok) return false
    const link = document.createElement('a')
    link.href = window.URL.createObjectURL(await response.blob())
    link.download = nameOf(response.headers.get('content-disposition'))
    link.click()
    setTimeout(() => window.URL.revokeObjectURL(link.href), 10_000)
    return true
  } catch {
    return false
  }
}

async function open(url: string, header: Record<string, string>): Promise<boolean> {
  try {
    const { statusCode, tempFilePath } = await Taro.downloadFile({ url, header })
    if (statusCode !== 200) return false
    await Taro.openDocument({ filePath: tempFilePath, showMenu: true })
    return true
  } catch {
    return false
  }
}

function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : '数据'
}
