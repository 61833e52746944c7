import Taro from '@tarojs/taro'
import { isH5 } from './platform'
import { toast } from './toast'

/** Copies a number or a link and says so; WeChat says it itself. */
export async function copy(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text })
  if (isH5) toast('已复制')
}
