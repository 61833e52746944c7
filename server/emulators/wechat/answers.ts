/** WeChat's own words for its error codes (全局返回码), as far as the emulator uses them. */
const messages = {
  '40001': 'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken',
  '40002': 'invalid grant_type',
  '40003': 'invalid openid',
  '40013': 'invalid appid',
  '40029': 'invalid code',
  '40037': 'invalid template_id',
  '40097': 'invalid args',
  '40125': 'invalid appsecret',
  '40129': 'invalid scene',
  '40163': 'code been used',
  '40169': 'invalid length for scene, or the data is not json string',
  '40226': 'code blocked',
  '41001': 'access_token missing',
  '41002': 'appid missing',
  '41004': 'appsecret missing',
  '41008': 'missing code',
  '41030': 'invalid page',
  '42001': 'access_token expired',
  '43101': 'user refuse to accept the msg',
  '43107': 'the template is banned',
  '43108': 'concurrent message sending',
  '45002': 'content size out of limit',
  '45009': 'reach max api daily quota limit',
  '45047': 'out of response count limit',
  '45011': 'api minute-quota reach limit must slower retry next minute',
  '47001': 'data format error',
  '47003': 'argument invalid!',
  '61010': 'code is expired',
} as const

export type ErrorCode = keyof typeof messages

/** An answer of failure; WeChat sends these with HTTP status 200. */
export function failure(code: ErrorCode, detail = '') {
  const rid = `${hex(8)}-${hex(8)}-${hex(8)}`
  return { errcode: Number(code), errmsg: `${messages[code]}${detail && ` ${detail}`} rid: ${rid}` }
}

/** `6247e8b4-5601e99c-0782c62b`, as WeChat numbers its checks. */
export function traceId(): string {
  return `${hex(8)}-${hex(8)}-${hex(8)}`
}

function hex(length: number): string {
  return Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('')
}
