import type { OtherPath } from '../contract.ts'

/**
 * Each path in words for the resident: what it is, where to go, and by when; the telephone is the tenant's own.
 */
export const pathWords = {
  reconsideration: {
    title: '行政复议',
    what: '请上一级行政机关或本级政府审查一个行政决定（罚款、扣押、不予许可等）是否合法、适当。不收费。',
    where: '向作出决定机关的本级人民政府申请，可当面、邮寄或网上提交。',
    by: '自知道这个决定之日起 60 日内。',
  },
  litigation: {
    title: '行政诉讼',
    what: '请人民法院审查一个行政决定是否合法。',
    where: '向有管辖权的人民法院立案庭或网上立案。',
    by: '自知道这个决定之日起 6 个月内；先复议的，自收到复议决定之日起 15 日内。',
  },
  arbitration: {
    title: '仲裁',
    what: '劳动报酬、工伤、解除劳动合同等争议，先由劳动人事争议仲裁委员会裁决。劳动仲裁不收费。',
    where: '向劳动合同履行地或用人单位所在地的仲裁委员会申请。',
    by: '劳动争议自知道权利被侵害之日起 1 年内。',
  },
  discipline: {
    title: '纪检监察',
    what: '反映公职人员违纪违法、以权谋私、收受好处。您的内容不会转给被反映的人和单位。',
    where: '拨打 12388，或向当地纪检监察机关来信来访、网上举报。',
    by: '没有期限。',
  },
  petition: {
    title: '信访',
    what: '按信访程序登记、办理和答复；对答复不服可以复查、复核。集体来访推选代表不超过 5 人。',
    where: '由有权处理的机关办理，您不用另跑一趟。',
    by: '收到后 15 日内告知是否受理；受理后 60 日内办结，情况复杂经批准可延长 30 日并告知理由。',
  },
  hotline: {
    title: '12345 热线',
    what: '非紧急的求助、咨询和建议。',
    where: '拨打 12345。',
    by: '没有期限。',
  },
  'other-unit': {
    title: '其他单位',
    what: '这件事由别的单位负责，答复里写明了是哪个单位。',
    where: '按答复里的单位联系。',
    by: '以那个单位的规定为准。',
  },
} as const satisfies Record<OtherPath, { title: string; what: string; where: string; by: string }>
