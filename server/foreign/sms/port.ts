/** The carrier took the message; `bizId` finds its delivery receipt later. */
export type SmsReceipt = { bizId: string }

/** A message from an approved template, such as `SMS_154950909`; every variable of the template needs its text. */
export type SmsNotice = { templateCode: string; params: Record<string, string> }

/**
 * What the server asks of the SMS service. Failures are `Problem`s: `code-too-often` (notices: `too-many-requests`),
 * `input-invalid` on `phone`, else `sms-unavailable`; the cause is a `ForeignFault`. Nothing is sent twice by itself:
 * the service cannot recognise a repetition, so a call without an answer may or may not have gone out.
 */
export type SmsPort = {
  /** A sign-in code to a telephone number. */
  sendCode(phone: string, code: string): Promise<SmsReceipt>
  /** A notice where WeChat's message cannot reach the person. */
  sendNotice(phone: string, notice: SmsNotice): Promise<SmsReceipt>
}

export type SmsOptions = {
  base: string
  accessKeyId: string
  accessKeySecret: string
  signName: string
  /** The template of sign-in codes, with the one variable `code`. */
  templateCode: string
  timeoutMs?: number
}
