/** The carrier took the message; `bizId` finds its delivery receipt later. */
export type SmsReceipt = { bizId: string }

/**
 * A message from an approved template, such as `SMS_154950909`; every variable of the template needs its text. `outId` is our own
 * name for it, by which `findReceipt` knows it again.
 */
export type SmsNotice = { templateCode: string; params: Record<string, string>; outId?: string }

/** What became of a message at the telephone: `waiting` for the carrier's receipt, else its word, such as `DELIVERED`. */
export type SmsFate = { state: 'waiting' | 'delivered' | 'failed'; code: string }

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
  /**
   * `QuerySendDetails`: the message that went out to a number around an instant under our own name; null when there is none, so that
   * a message whose answer was lost is looked for before it is sent again. The service remembers 30 days.
   */
  findReceipt(phone: string, sent: { around: Date; outId: string }): Promise<SmsFate | null>
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
