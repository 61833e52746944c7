import Taro from '@tarojs/taro'
import { isH5 } from './platform'

/** A random UUID (version 4) for something about to be created; it is the idempotency key of its write. */
export async function newId(): Promise<string> {
  const bytes = await randomBytes(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

async function randomBytes(length: number): Promise<Uint8Array> {
  if (isH5) return crypto.getRandomValues(new Uint8Array(length))
  const { randomValues } = await randomValuesOfWechat(length)
  return new Uint8Array(randomValues)
}

/** By callbacks: Taro's types promise an answer, but on weapp it hands this call to WeChat as it is. */
function randomValuesOfWechat(length: number): Promise<Taro.UserCryptoManager.getRandomValues.SuccessCallbackResult> {
  return new Promise((success, fail) => {
    Taro.getRandomValues({ length, success, fail })
  })
}
