import Taro from '@tarojs/taro'
import { base64Of, type LocalPhoto } from './files'
import { isH5 } from './platform'

export type ChosenSheet = { name: string; contentBase64: string }
type NamedFile = LocalPhoto & { name: string }

const tables = ['csv', 'xlsx'] as const

/** A CSV or XLSX file of the person's choice; undefined when they changed their mind. */
export async function chooseSheet(): Promise<ChosenSheet | undefined> {
  return isH5 ? fromBrowser() : fromWechat()
}

/** A table of any size, read piece by piece later; undefined when the person changed their mind. */
export const chooseTable = (): Promise<NamedFile | undefined> => chooseNamed(tables)

/** A PDF of the person's choice; undefined when they changed their mind. */
export const choosePdf = (): Promise<NamedFile | undefined> => chooseNamed(['pdf'])

async function chooseNamed(endings: readonly string[]): Promise<NamedFile | undefined> {
  if (!isH5) {
    const file = await chooseInWechat(endings).then(
      ({ tempFiles }) => tempFiles[0],
      () => undefined,
    )
    return file && { name: file.name, path: file.path, size: file.size }
  }
  const file = await pickInBrowser(endings)
  return file && { name: file.name, path: '', size: file.size, file }
}

async function fromBrowser(): Promise<ChosenSheet | undefined> {
  const file = await pickInBrowser(tables)
  return file && { name: file.name, contentBase64: base64Of(new Uint8Array(await file.arrayBuffer())) }
}

function pickInBrowser(endings: readonly string[]): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join()
    input.id = 'sheet-file'
    input.hidden = true
    document.body.append(input)
    const done = () => {
      const file = input.files?.[0]
      input.remove()
      resolve(file)
    }
    input.addEventListener('change', done)
    input.addEventListener('cancel', () => {
      input.remove()
      resolve(undefined)
    })
    input.click()
  })
}

async function fromWechat(): Promise<ChosenSheet | undefined> {
  try {
    const {
      tempFiles: [file],
    } = await chooseInWechat(tables)
    if (!file) return undefined
    const contentBase64 = Taro.getFileSystemManager().readFileSync(file.path, 'base64')
    return typeof contentBase64 === 'string' ? { name: file.name, contentBase64 } : undefined
  } catch {
    return undefined
  }
}

/** By callbacks, because Taro makes no promise of this call on weapp. */
function chooseInWechat(endings: readonly string[]): Promise<Taro.chooseMessageFile.SuccessCallbackResult> {
  return new Promise((success, fail) => {
    Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings], success, fail })
  })
}
