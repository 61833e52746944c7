import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { OrderDetail, OrderRow, OrderWords } from '../../supervision/contract.ts'
import { LetterDetail, LetterRow, LetterWords } from '../../supervision/letters/contract.ts'

/** The item that an order or a letter came of, as far as this reader may know it: handlers all of it, the accused what their view tells. */
export const SupervisedItem = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  text: z.string(),
  reach: z.enum(['reader', 'accused']),
})
export type SupervisedItem = z.infer<typeof SupervisedItem>

export const orderCase = operation({
  name: 'cases.order',
  summary: '就一件民意件开督办件；单位看不到的内容不能写进标题和要求',
  method: 'POST',
  path: '/office/cases/:caseId/orders',
  access: 'supervision.order',
  input: OrderWords.extend({ id: Id, caseId: Id }),
  output: OrderDetail,
  problems: ['not-found', 'order-own-unit', 'words-reveal-item', 'input-invalid', 'id-reused'],
})

export const letterCase = operation({
  name: 'cases.letter',
  summary: '就一件民意件发监督函；单位看不到的内容不能写进函里',
  method: 'POST',
  path: '/office/cases/:caseId/letters',
  access: 'supervision.order',
  input: LetterWords.extend({ id: Id, caseId: Id }),
  output: LetterDetail,
  problems: ['not-found', 'order-own-unit', 'words-reveal-item', 'input-invalid', 'id-reused'],
})

export const listSupervision = operation({
  name: 'cases.supervision',
  summary: '一件民意件的督办件和监督函',
  method: 'GET',
  path: '/office/cases/:caseId/supervision',
  access: 'supervision.read',
  input: z.object({ caseId: Id }),
  output: z.object({ orders: z.array(OrderRow), letters: z.array(LetterRow) }),
  problems: ['not-found'],
})

export const readSupervised = operation({
  name: 'cases.supervised-item',
  summary: '督办件或监督函所涉的民意件，只给看得到它的人',
  method: 'GET',
  path: '/supervision/item',
  access: 'staff',
  input: z.object({ orderId: Id.optional(), letterId: Id.optional() }),
  output: SupervisedItem,
  problems: ['not-found'],
})
