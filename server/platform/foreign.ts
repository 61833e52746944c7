import type { SmsPort } from '../foreign/sms/port.ts'
import type { WechatPort } from '../foreign/wechat/port.ts'

/** Other people's services, each behind its port. */
export type Foreign = { wechat: WechatPort; sms: SmsPort }
