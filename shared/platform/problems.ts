/**
 * Every expected failure, once: the stable code, the HTTP status and the sentence a person reads. Problems are sent as
 * RFC 9457 `application/problem+json` with `code`, and with `fields` where single fields are at fault.
 */
export const problems = {
  'input-invalid': { status: 400, title: '填写的内容有误，请按提示修改' },
  'sign-in-required': { status: 401, title: '请先登录' },
  'not-found': { status: 404, title: '没有找到，或者您无权查看' },
  'id-reused': { status: 409, title: '这个编号已用于另一份内容，请重新提交' },
  'version-conflict': { status: 409, title: '别人刚改过这一条，请看过最新内容再操作' },
  'step-not-allowed': { status: 409, title: '现在的状态不能做这一步' },
  'too-many-requests': { status: 429, title: '操作太频繁，请稍后再试' },
  'intake-full': { status: 503, title: '现在提交的人很多，内容没有丢，请几秒后再试' },
  unavailable: { status: 503, title: '服务正在启动或维护，请稍后再试' },
  unexpected: { status: 500, title: '系统出了问题，已经记录；您填写的内容还在本机' },

  'credentials-wrong': { status: 401, title: '账号或密码不对' },
  'account-locked': { status: 423, title: '连续输错次数过多，账号已锁定，请稍后再试' },
  'password-expired': { status: 403, title: '一次性密码已过期，请管理员再发一个' },
  'password-change-required': { status: 403, title: '请先把一次性密码改成自己的密码' },
  'password-wrong': { status: 400, title: '当前密码不对' },
  'code-wrong': { status: 400, title: '验证码不对或已过期，请重新获取' },
  'code-too-often': { status: 429, title: '验证码发送太频繁，请稍后再试' },
  'wechat-code-invalid': { status: 400, title: '微信登录凭证已失效，请重新进入小程序' },
  'wechat-blocked': { status: 403, title: '微信判定此账号有风险，暂不能登录，请改用手机号登录' },
  'wechat-unavailable': { status: 503, title: '暂时连不上微信，请稍后再试' },
  'sms-unavailable': { status: 503, title: '短信暂时发不出去，请稍后再试' },

  'login-taken': { status: 409, title: '这个账号已经有人用了，请换一个' },
  'grant-beyond-own': { status: 403, title: '这超出了您能授予的角色或范围' },
  'own-account': { status: 403, title: '不能给自己改角色、停用自己或重置自己的密码，请另一位管理员来做' },
  'last-administrator': { status: 409, title: '这是最后一位能管理全部人员的管理员，请先让另一位接手' },

  'claim-invalid': { status: 404, title: '评价码不存在，请核对后重新输入' },
  'claim-expired': { status: 410, title: '评价码已过期（30 天内有效）' },
  'already-rated': { status: 409, title: '这件事已经评价过了' },
  'own-matter': { status: 403, title: '经办人不能评价自己办理的事项' },
  'change-window-over': { status: 410, title: '可以修改的 7 天已经过了' },
  'receipt-invalid': { status: 404, title: '回执号或密钥不对' },
  'code-revoked': { status: 410, title: '这个二维码已停用' },

  'verdict-given': { status: 409, title: '您已经评价过这次答复' },
  'unit-barred': { status: 403, title: '被投诉单位不能经办此件' },
  'already-objected': { status: 409, title: '贵单位对这一件已经提过一次异议' },
  'objection-window-over': { status: 410, title: '提异议的期限已经过了' },
  'review-window-over': { status: 410, title: '申请复查、复核的期限已经过了' },
  'second-person-needed': { status: 403, title: '需要另一位同事确认' },
  'third-person-needed': { status: 403, title: '提出的人和审核的人都不能决定申诉，请交给第三位同事' },
  'appeal-window-over': { status: 410, title: '申诉的期限已经过了' },

  'assigner-only': { status: 403, title: '只有交办人能做这一步' },
  'order-own-unit': { status: 403, title: '不能由承办单位自己的人交办和销号' },
  'extension-not-allowed': { status: 409, title: '现在不能申请延期：要在到期前提出，且没有待审的申请' },
  'objection-over': { status: 410, title: '已经提过异议，或者提异议的期限已经过了' },
  'words-reveal-item': {
    status: 409,
    title: '写的内容会让单位知道它不能看的民意件（编号、原话或诉求人），请改写',
  },
  'list-issued': { status: 409, title: '这一期已经印发，不能再改' },

  'figure-not-publishable': { status: 409, title: '这个数字现在不能发布' },
  'preview-outdated': { status: 409, title: '预览之后数据变了，请重新预览再发布' },

  'file-too-large': { status: 413, title: '文件太大，单张照片不超过 10 MB' },
  'file-type-refused': { status: 415, title: '只能上传 JPG、PNG 或 WebP 照片；苹果手机请把相机格式改为“兼容性最佳”' },
  'file-hash-mismatch': { status: 409, title: '文件没有传完整，请重新上传' },
  'file-chunk-missing': { status: 409, title: '文件还没有传完，请继续上传' },

  'import-unreadable': { status: 400, title: '读不出这个文件，请用 CSV 或 XLSX 格式' },
  'import-has-faults': { status: 422, title: '文件里有错误，整批没有导入，请按清单修改后再传' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** One field at fault: `path` is the field's name, with dots and indexes; `message` is Chinese. */
export type FieldFault = { path: string; message: string }

/** What somebody else did meanwhile, where a call came too late: when, who, what in words, and what they said with it. */
export type ChangeSince = { at: string; who: string; what: string; words?: string }

/** The body of every failed call. */
export type ProblemBody = {
  type: string
  code: ProblemCode
  title: string
  status: number
  detail?: string
  fields?: FieldFault[]
  changes?: ChangeSince[]
}

export function problemBody(
  code: ProblemCode,
  extra: Pick<ProblemBody, 'detail' | 'fields' | 'changes'> = {},
): ProblemBody {
  const { status, title } = problems[code]
  return { type: `/problems/${code}`, code, title, status, ...extra }
}
