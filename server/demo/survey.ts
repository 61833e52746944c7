import type { SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { previewAnswers, publishAnswers } from '../features/indicators/answers/figures/service.ts'
import { keepAnswers } from '../features/indicators/answers/service.ts'
import { idFromName } from '../platform/ids.ts'
import { type Chance, chanceOf } from './chance.ts'
import { acting, momentOf, type World } from './world.ts'

const towns = ['城厢镇', '沙溪镇', '浏河镇', '浮桥镇', '璜泾镇', '双凤镇']
const villagesEach = 5
const peopleEach = 14
const daysAgo = 40

const feelings = [
  { name: '获得感', share: 0.88, weight: 0.3 },
  { name: '幸福感', share: 0.92, weight: 0.3 },
  { name: '安全感', share: 0.97, weight: 0.4 },
]
const strong = ['很强', '比较强']
const valid = [...strong, '一般', '不强']

/** A survey of people's sense of gain, happiness and safety, drawn by township and village, and its composite for everybody. */
export async function writeSurvey(world: World): Promise<number> {
  const day = addDays(world.dayOf(world.now), -daysAgo)
  const ctx = acting(world, momentOf(world, day, 10 * 60), world.people.staff('jiandu'))
  const rows = answersOf(chanceOf(world.files.simulation.seed, 'survey'))
  const setId = idFromName(`${ctx.tenant.id}/survey`)
  await keepAnswers(ctx, {
    ...{ id: setId, title: '群众法治获得感、幸福感、安全感调查（演示）', agency: '演示调查单位' },
    ...{ from: addDays(day, -20), to: addDays(day, -6), eligible: 640_000, invited: 600, reached: 486 },
    contentBase64: Buffer.from([head, ...rows].map((row) => row.join(',')).join('\n')).toString('base64'),
  })
  const figure: SampleFigure = {
    ...{ setId, promiseId: 'IND-002-13', audience: 'public', name: '群众法治获得感、幸福感、安全感综合指标' },
    design: { ids: ['村居'], strata: ['镇'], weights: '权数', fpc: [], nest: true, lonely: 'fail' },
    parts: feelings.map(({ name, weight }) => ({ name, column: name, in: strong, of: valid, weight })),
    ...{ combine: 'delta', method: 'xlogit', level: 0.95, minN: 30, target: 0.9 },
  }
  const { rows: seal } = await previewAnswers(ctx, figure)
  await publishAnswers(ctx, {
    ...figure,
    ...{ id: idFromName(`${ctx.tenant.id}/survey/figure`), sha256: seal.sha256, note: '年度调查', corrects: null },
  })
  return rows.length
}

const head = ['镇', '村居', '权数', ...feelings.map(({ name }) => name)]

/** People of one village answer more alike than people of different ones. */
function answersOf(chance: Chance): string[][] {
  return towns.flatMap((town, i) =>
    Array.from({ length: villagesEach }, (_, j) => {
      const lean = chance.between(-5, 5) / 100
      return Array.from({ length: peopleEach }, () => [
        town,
        `第${j + 1}村`,
        String(900 + 60 * i),
        ...feelings.map(({ share }) => answerOf(chance, share + lean)),
      ])
    }).flat(),
  )
}

function answerOf(chance: Chance, share: number): string {
  if (chance.of(0.03)) return '说不清'
  if (chance.of(Math.min(0.99, share))) return chance.of(0.6) ? '很强' : '比较强'
  return chance.of(0.7) ? '一般' : '不强'
}
