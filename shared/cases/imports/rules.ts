import type { CaseKind, IdentityLevel, UnitOutcome, Verdict } from '../contract.ts'
import {
  type CellFault,
  type CellReader,
  type Cells,
  type Directory,
  openCells,
  readGrade,
  readName,
  readWord,
} from './cells/rules.ts'
import type { ImportMapping, ImportState } from './contract.ts'
import { isBefore, type LocalTime } from './times/rules.ts'
import { usualWords } from './words/rules.ts'

export type Directories = Record<'area' | 'unit' | 'topic', Directory>

/** Where an item stands by its source. Times are the source's own, in the tenant's zone. */
type Standing = {
  state: ImportState
  unitId: string | null
  accepted: LocalTime | null
  replied: LocalTime | null
  ended: LocalTime | null
  outcome: UnitOutcome | null
  reply: string | null
  verdict: Verdict | null
  grade: number | null
  verdictWords: string | null
}

/** A row that can be brought in. */
export type ImportedItem = Standing & {
  externalId: string
  received: LocalTime
  text: string
  title: string | null
  kind: CaseKind
  identity: IdentityLevel
  name: string | null
  phone: string | null
  areaId: string | null
  place: string | null
  accusedUnitId: string | null
  topicId: string | null
}

export type ReadRow = { item: ImportedItem | null; faults: CellFault[] }

/** Reads one row. The text is kept as it came, letter by letter; a row with a fault that stops is not brought in at all. */
export function readRow(cells: Cells, mapping: ImportMapping, names: Directories, now: LocalTime): ReadRow {
  const reader = openCells(cells, now)
  const { text, needed } = reader
  const { values } = mapping
  needed('text')
  const externalId = needed('externalId')
  needed('receivedAt')
  const received = reader.time('receivedAt')
  const item: ImportedItem = {
    externalId,
    received: received ?? now,
    text: cells.text ?? '',
    title: text('title'),
    kind: readWord(reader, 'kind', values.kind, usualWords.kind) ?? mapping.kind,
    identity: readWord(reader, 'identity', values.identity, usualWords.identity) ?? mapping.identity,
    name: text('name'),
    phone: readPhone(reader),
    areaId: readName(reader, 'area', values.area, names.area),
    place: text('place'),
    accusedUnitId: readName(reader, 'accusedUnit', values.accusedUnit, names.unit),
    topicId: readName(reader, 'topic', values.topic, names.topic),
    ...readStanding(reader, mapping, names, { received, now }),
  }
  return { item: reader.faults.some(({ stops }) => stops) ? null : item, faults: reader.faults }
}

/** What a row's content is, as one text: equal ones are the same row, whatever its columns are called. */
export function contentOf(item: ImportedItem): string {
  const entries = Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1))
  return JSON.stringify(entries)
}

/** What a row means for the item that its number already stands for. */
export function whatToDo(
  known: { same: boolean; touched: boolean; thisRun: boolean } | undefined,
): 'create' | 'same' | 'change' | 'keep' | 'double' {
  if (!known) return 'create'
  if (known.same) return 'same'
  if (known.thisRun) return 'double'
  return known.touched ? 'keep' : 'change'
}

function readPhone(reader: CellReader): string | null {
  const phone = reader.text('phone')
  if (phone && !/^(\+?86)?1\d{10}$|^0\d{2,3}-?\d{7,8}$/.test(phone)) {
    reader.tell('phone', 'phone-shape', '位数不对，诉求照收，不能回访', false)
  }
  return phone
}

function readStanding(
  reader: CellReader,
  { values }: ImportMapping,
  names: Directories,
  { received, now }: { received: LocalTime | null; now: LocalTime },
): Standing {
  const at = (field: 'acceptedAt' | 'repliedAt' | 'endedAt') => {
    const time = reader.time(field)
    if (time && received && isBefore(time, received)) reader.tell(field, 'before-receipt', '早于收到时间')
    return time
  }
  const said = reader.text('verdict')
  const verdict = readWord(reader, 'verdict', values.verdict, usualWords.verdict)
  if (said && verdict === 'no-answer') {
    reader.tell('verdict', 'silence', `“${said.slice(0, 30)}”不是诉求人说的，记作“未作答”`, false)
  }
  const facts = {
    accepted: at('acceptedAt'),
    replied: at('repliedAt'),
    ended: at('endedAt'),
    unitId: readName(reader, 'unit', values.unit, names.unit),
    outcome: readWord(reader, 'outcome', values.outcome, usualWords.outcome),
    reply: reader.text('reply'),
    verdict,
    grade: readGrade(reader, said),
    verdictWords: reader.text('verdictWords'),
  }
  const state = readWord(reader, 'state', values.state, usualWords.state) ?? stateBy(facts)
  return standingOf(reader, { ...facts, state }, received ?? now)
}

/** Without a state of its own an item stands where its times say. */
function stateBy(facts: Pick<Standing, 'ended' | 'replied' | 'accepted' | 'unitId'>): ImportState {
  if (facts.ended) return 'closed'
  if (facts.replied) return 'replied'
  if (facts.unitId) return 'handling'
  return facts.accepted ? 'accepted' : 'received'
}

/** What a state needs and the source does not say is taken from the last time that it does say, and told. */
function standingOf(reader: CellReader, facts: Standing, received: LocalTime): Standing {
  const state = facts.state === 'handling' && facts.unitId === null ? 'accepted' : facts.state
  const last = facts.replied ?? facts.accepted ?? received
  const isOver = state === 'closed' || state === 'refused' || state === 'withdrawn'
  const isAnswered = state === 'closed' || state === 'replied'
  const isGiven = isAnswered || state === 'handling' || state === 'withdrawn'
  if (isOver && !facts.ended) reader.tell('endedAt', 'no-end', '没有办结时间，按最后一个时间记', false)
  if (state === 'replied' && !facts.replied) {
    reader.tell('repliedAt', 'no-reply-time', '没有答复时间，按最后一个时间记', false)
  }
  const heard = state === 'closed' ? facts : null
  return {
    state,
    unitId: isGiven ? facts.unitId : null,
    accepted: state === 'received' || state === 'refused' ? null : (facts.accepted ?? received),
    replied: isAnswered ? (facts.replied ?? facts.ended ?? last) : null,
    ended: isOver ? (facts.ended ?? last) : null,
    outcome: isAnswered ? (facts.outcome ?? 'done') : null,
    reply: isAnswered ? facts.reply : null,
    verdict: heard?.verdict ?? null,
    grade: heard?.verdict === 'no-answer' ? null : (heard?.grade ?? null),
    verdictWords: heard?.verdictWords ?? null,
  }
}
