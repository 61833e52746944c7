import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'

const setId = randomUUID()
const figure = {
  setId,
  promiseId: 'IND-000-14',
  name: '知晓率',
  design: { ids: [], strata: [], weights: null, fpc: [], nest: false, lonely: 'fail' },
  parts: [{ name: '知晓率', column: '知晓', in: ['是'], of: ['是', '否'], weight: 1 }],
}

/** Answers of surveys open for whoever publishes about everything; here nobody kept any. */
export const answersCalls: Record<string, Call> = {
  'answers.keep': {
    input: () => ({
      ...{ id: randomUUID(), title: '调查', agency: '某公司', from: '2026-05-01', to: '2026-05-02' },
      ...{ eligible: 10, invited: 5, contentBase64: Buffer.from('知晓\n是\n否\n').toString('base64') },
    }),
  },
  'answers.promises': { input: () => ({}) },
  'answers.list': { input: () => ({ limit: 10 }) },
  'answers.read': { input: () => ({ setId }), passed: 404 },
  'answers.preview': { input: () => figure, passed: 404 },
  'answers.publish': { input: () => ({ ...figure, id: randomUUID(), sha256: 'a'.repeat(64) }), passed: 404 },
}
