import Taro from '@tarojs/taro'

/** The short-lived code that the server trades for who this is; only WeChat gives one. */
export async function loginCode(): Promise<string> {
  const { code } = await Taro.login()
  return code
}

/** WeChat's own page with the declared use of camera, album, scanner and clipboard. */
export function openPrivacyContract(): void {
  Taro.openPrivacyContract({})
}
