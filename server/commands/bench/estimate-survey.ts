import { once } from 'node:events'
import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'

/** A made-up survey on disk: the rows, and the definition of the satisfied rate of each unit. */
export type SurveyFiles = { data: string; spec: string }

const townships = 12
const villagesPerTownship = 50
const units = 40
const grades = ['8', '9', '1', '2', '3', '4', '5']
/** Up to which chance each grade is given; 8 and 9 are "don't know" and "refused". */
const upTo = [0.04, 0.05, 0.07, 0.1, 0.25, 0.55, 1]

/** Writes `rows` answers from 12 strata of 50 villages each about 40 units, the same for the same seed, and their definition. */
export async function writeSurvey(folder: string, rows: number, seed = 1): Promise<SurveyFiles> {
  const files = { data: join(folder, 'answers.csv'), spec: join(folder, 'spec.json') }
  writeFileSync(files.spec, JSON.stringify(definition))
  const random = seededRandom(seed)
  const out = createWriteStream(files.data)
  const pick = (count: number) => 1 + Math.floor(random() * count)
  let block = 'hh_id,township,village,unit,gender,age_group,w,q_overall\n'
  for (let row = 0; row < rows; row += 1) {
    const township = `T${two(1 + (row % townships))}`
    const village = `${township}-V${two(pick(villagesPerTownship))}`
    const who = `${random() < 0.5 ? 'F' : 'M'},${['18-34', '35-49', '50-64', '65+'][pick(4) - 1]}`
    const weight = (1 + 9 * random()).toFixed(6)
    const chance = random()
    const grade = grades[upTo.findIndex((most) => chance < most)]
    block += `H${row},${township},${village},U${two(pick(units))},${who},${weight},${grade}\n`
    if (block.length < 1 << 20) continue
    if (!out.write(block)) await once(out, 'drain')
    block = ''
  }
  out.end(block)
  await once(out, 'finish')
  return files
}

const definition = {
  ids: ['village'],
  strata: 'township',
  weights: 'w',
  nest: true,
  variables: [
    { name: 'top3', kind: 'proportion', column: 'q_overall', in: ['3', '4', '5'], of: ['1', '2', '3', '4', '5'] },
  ],
  by: ['unit'],
  methods: ['xlogit'],
  level: 0.95,
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
