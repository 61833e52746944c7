import type { CaseKind, IdentityLevel, UnitOutcome, Verdict } from '../../contract.ts'
import type { ImportState } from '../contract.ts'

/** The words that platforms use for what is a code here; a source's own mapping has the last word. */
export const usualWords: {
  kind: Record<string, CaseKind>
  state: Record<string, ImportState>
  outcome: Record<string, UnitOutcome>
  verdict: Record<string, Verdict>
  identity: Record<string, IdentityLevel>
} = {
  kind: {
    投诉: 'complaint',
    举报: 'report',
    投诉举报: 'complaint',
    咨询: 'enquiry',
    意见建议: 'opinion',
    建议: 'opinion',
    意见: 'opinion',
    求助: 'help',
    诉求: 'help',
    表扬: 'praise',
    感谢: 'praise',
  },
  state: {
    待受理: 'received',
    待处理: 'received',
    未受理: 'received',
    已受理: 'accepted',
    待分派: 'accepted',
    待派单: 'accepted',
    已派单: 'handling',
    办理中: 'handling',
    处理中: 'handling',
    在办: 'handling',
    已答复: 'replied',
    已回复: 'replied',
    待评价: 'replied',
    已办结: 'closed',
    办结: 'closed',
    已结案: 'closed',
    已归档: 'closed',
    归档: 'closed',
    不予受理: 'refused',
    不受理: 'refused',
    已撤回: 'withdrawn',
    已撤销: 'withdrawn',
    撤单: 'withdrawn',
  },
  outcome: {
    已解决: 'done',
    已办理: 'done',
    办结: 'done',
    已办结: 'done',
    无法律依据: 'no-legal-basis',
    无政策依据: 'no-legal-basis',
    不属于本单位职责: 'not-responsible',
    非本单位职责: 'not-responsible',
    引导其他途径: 'other-path',
  },
  verdict: {
    已解决: 'solved',
    解决: 'solved',
    非常满意: 'solved',
    满意: 'solved',
    基本满意: 'solved',
    部分解决: 'partly',
    基本解决: 'partly',
    未解决: 'not-solved',
    没有解决: 'not-solved',
    不满意: 'not-solved',
    非常不满意: 'not-solved',
    默认满意: 'no-answer',
    未评价: 'no-answer',
    未作答: 'no-answer',
    未接通: 'no-answer',
    拒答: 'no-answer',
    无法联系: 'no-answer',
  },
  identity: { 公开: 'public', 仅监督机构可见: 'supervisor', 保密: 'sealed', 封存: 'sealed', 匿名: 'sealed' },
}

/** The grade that a word of satisfaction says by itself; silence says none. */
export const gradeWords: Record<string, number> = {
  非常满意: 5,
  满意: 4,
  基本满意: 3,
  不满意: 2,
  非常不满意: 1,
}
