import type { Permission } from '../../platform/identity.ts'

/** What each permission lets somebody do, in words that go on after 可以. */
export const permissionWords: Record<Permission, string> = {
  'registry.read': '查看名录',
  'registry.write': '维护名录和二维码',
  'matters.read': '查看办结事项和评价反馈',
  'matters.write': '登记和导入办结事项、出示评价码',
  'ratings.assist': '代群众评价（不含本单位）',
  'ratings.exclude.propose': '提出剔除评价',
  'ratings.exclude.approve': '审核剔除评价',
  'follow-ups.read': '查看差评跟进',
  'follow-ups.handle': '办理差评跟进',
  'cases.read': '查看民意件',
  'cases.collect': '代群众录入民意件',
  'cases.dispatch': '受理和分派民意件',
  'cases.handle': '答复和办理民意件',
  'cases.supervise': '回访和监督民意件',
  'cases.unseal': '写明理由后打开封存的身份',
  'figures.exact': '查看实时指标',
  'figures.closed': '查看本单位关账后的指标',
  'figures.own': '查看本人的数字',
  'figures.officers': '查看执法人员的数字',
  'figures.publish': '发布指标',
  'definitions.write': '修改口径、期限和日历',
  'staff.manage': '管理人员和权限',
  'audit.read': '查看操作记录',
}
