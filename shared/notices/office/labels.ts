/** Why a message did not go by a way, in words; what the carrier or WeChat said stays as it is. */
const words: Record<string, string> = {
  'no-openid': '没有用微信登录',
  'no-template': '这类消息没有设微信模板',
  'no-grant': '微信订阅次数已用完',
  refused: '微信：没有授权或已关闭（43101）',
  'unknown-user': '微信：找不到这位用户',
  'no-phone': '没有留电话',
  'no-mobile': '留的是固定电话',
  'switched-off': '居民关掉了这个渠道',
  read: '已经在站内读过',
  'no-answer': '对方没有应答',
  'quiet-hours': '免打扰时间，到时再发',
  'sms-unavailable': '短信服务暂时不可用',
  'too-many-requests': '短信发送太频繁',
  'input-invalid': '号码不对',
  unexpected: '系统出错，已记录',
}

const codes: Record<string, string> = {
  '40037': '微信模板编号不对（40037）',
  '47003': '微信模板字段不对（47003）',
  '45009': '微信当天额度用完（45009）',
  '45047': '微信限制了给同一人的条数（45047）',
  '43107': '微信模板被封禁（43107）',
}

export const faultWords = (fault: string): string => words[fault] ?? codes[fault] ?? `运营商：${fault}`
