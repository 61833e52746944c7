import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Day, Instant } from '../platform/time.ts'

/** Natural days (日, 天) or working days (工作日, 调休 included). */
export const DayKind = z.enum(['natural', 'working'])
export type DayKind = z.infer<typeof DayKind>

/** The clocks of items (民意件), from receipt to archive; `verdict` and `appeal` are the resident's own windows. */
export const itemClocks = [
  'complaint-accept',
  'complaint-decide',
  'opinion-reply',
  'stuck-reply',
  'hotline-reply',
  'call-back',
  'verdict',
  'appeal',
  'objection',
  'objection-review',
  'approval',
] as const

/** How long an item may stay in a tier (层级, S23) before it goes up by itself; nothing is above the city. */
export const tierClocks = ['tier-grid', 'tier-village', 'tier-township', 'tier-district'] as const

/** Legal paths (法定途径, S25): 信访 as it is handled here, and until when a resident may take the other ones. */
export const pathClocks = [
  'petition-register',
  'petition-objection',
  'petition-handle',
  'petition-review-ask',
  'petition-review',
  'petition-recheck-ask',
  'petition-recheck',
  'reconsideration-ask',
  'litigation-ask',
  'arbitration-ask',
] as const

/** Orders (督办, 13710), supervision letters and inspections (督查). */
export const orderClocks = [
  'order-study',
  'order-report',
  'order-ordinary',
  'order-major',
  'letter-correct',
  'letter-report',
  'inspection-objection',
  'inspection-review',
] as const

/** What an office owes the public as a whole: comments, hearings, disclosure and annual reports. */
export const publicClocks = [
  'decision-comments',
  'decision-hearing-papers',
  'rules-comments',
  'rules-hearing-notice',
  'document-comments',
  'document-comments-market',
  'disclosure-reply',
  'disclosure-report-department',
  'disclosure-report-government',
  'law-report-upward',
  'law-report-upward-province',
  'law-report-public',
] as const

export const clockNames = [...itemClocks, ...tierClocks, ...pathClocks, ...orderClocks, ...publicClocks] as const
export const ClockName = z.enum(clockNames)
export type ClockName = z.infer<typeof ClockName>

/** A date that comes every year, `MM-DD`. */
export const YearlyDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '请写成 03-31 这样的日期')

/**
 * How one clock is set (时限): a versioned parameter of the tenant with the note of where its number comes from. It runs
 * `months` and then `days` of its kind from its start; with `before` it is counted backward from an event (听证前 7 日), and with
 * `onDay` it ends on that date of the year, whenever it started.
 */
export const ClockDefinition = z.object({
  clock: ClockName,
  version: z.number().int().min(0),
  matter: z.string(),
  dayKind: DayKind,
  days: z.number().int().min(0).max(400),
  months: z.number().int().min(0).max(24).default(0),
  before: z.boolean().default(false),
  onDay: YearlyDay.nullable().default(null),
  extendBy: z.number().int().min(0).max(400),
  endsAt: z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, '请写成 17:30 这样的时刻'),
  source: z.string(),
})
export type ClockDefinition = z.infer<typeof ClockDefinition>

/**
 * A clock as it stands now. `remaining` counts days of its own kind: 0 means it ends today, below 0 that it ended so many days
 * ago. `provisional` says that the calendar of that year is not published yet.
 */
export const ClockReading = z.object({
  clock: ClockName,
  dayKind: DayKind,
  dueAt: Instant,
  dueDay: Day,
  remaining: z.number().int(),
  state: z.enum(['running', 'soon', 'overdue']),
  provisional: z.boolean(),
})
export type ClockReading = z.infer<typeof ClockReading>

/**
 * A holiday calendar: working days are Monday to Friday, except the days off and with the made-up working days (调休). It is
 * known from `knownFrom` through `knownThrough`; a due day outside is provisional.
 */
export const Calendar = z.object({
  version: z.number().int().min(0),
  knownFrom: Day,
  knownThrough: Day,
  daysOff: z.array(Day),
  workDays: z.array(Day),
})
export type Calendar = z.infer<typeof Calendar>

/** A clock with the day on which it would end if it began today; a yearly one with its next date. */
export const ListedClock = ClockDefinition.extend({ due: z.object({ day: Day, provisional: z.boolean() }) })
export type ListedClock = z.infer<typeof ListedClock>

export const listClocks = operation({
  name: 'clocks.list',
  summary: '各项时限的现行规定和依据',
  method: 'GET',
  path: '/clocks',
  access: 'staff',
  input: z.object({}),
  output: z.object({ clocks: z.array(ListedClock) }),
  problems: [],
})

export const defineClock = operation({
  name: 'clocks.define',
  summary: '修改一项时限：从此新起算的按新规定，也可以让在办的一并重算',
  method: 'POST',
  path: '/clocks/:clock',
  access: 'definitions.write',
  input: z.object({
    id: Id,
    clock: ClockName,
    version: z.number().int().min(0),
    dayKind: DayKind,
    days: z.number().int('请写整天数').min(0).max(400, '最多 400 天'),
    months: z.number().int('请写整月数').min(0).max(24, '最多 24 个月').optional(),
    onDay: YearlyDay.nullish(),
    extendBy: z.number().int('请写整天数').min(0).max(400, '最多 400 天').default(0),
    endsAt: ClockDefinition.shape.endsAt,
    recount: z.boolean().default(false),
    source: z.string().trim().min(4, '请写明依据').max(300, '依据最多 300 字'),
  }),
  output: ClockDefinition,
  problems: ['version-conflict', 'id-reused', 'input-invalid'],
})

export const readCalendar = operation({
  name: 'clocks.calendar',
  summary: '现行工作日历：放假、调休和已公布到哪一天',
  method: 'GET',
  path: '/calendar',
  access: 'staff',
  input: z.object({}),
  output: Calendar,
  problems: [],
})

/** A version of a clock or of the calendar as it was set: by whom, when and on what ground. */
export const ClockVersion = ClockDefinition.extend({ setBy: z.string().nullable(), setAt: Instant })
export type ClockVersion = z.infer<typeof ClockVersion>
export const CalendarVersion = Calendar.extend({ source: z.string(), setBy: z.string().nullable(), setAt: Instant })
export type CalendarVersion = z.infer<typeof CalendarVersion>

export const readClockHistory = operation({
  name: 'clocks.history',
  summary: '一项时限的历次规定',
  method: 'GET',
  path: '/clocks/:clock/versions',
  access: 'definitions.write',
  input: z.object({ clock: ClockName }),
  output: z.object({ versions: z.array(ClockVersion) }),
  problems: [],
})

export const readCalendarHistory = operation({
  name: 'clocks.calendar-history',
  summary: '工作日历的历次发布',
  method: 'GET',
  path: '/calendar/versions',
  access: 'definitions.write',
  input: z.object({}),
  output: z.object({ versions: z.array(CalendarVersion) }),
  problems: [],
})

/**
 * The clocks that already run are counted anew (重算): `examined` of them so far, `moved` to another day, `firm` where a provisional
 * day became certain.
 */
export const Recount = z.object({
  id: Id,
  cause: z.enum(['calendar', 'clock']),
  clock: ClockName.nullable(),
  version: z.number().int(),
  askedBy: z.string().nullable(),
  askedAt: Instant,
  examined: z.number().int(),
  moved: z.number().int(),
  firm: z.number().int(),
  doneAt: Instant.nullable(),
})
export type Recount = z.infer<typeof Recount>
/** What is counted anew: the clocks of one name by its new definition, or all that count working days by a new calendar. */
export type RecountCause = Pick<Recount, 'cause' | 'clock' | 'version'>

export const listRecounts = operation({
  name: 'clocks.recounts',
  summary: '历次重算：为什么、查了多少件、改了多少件',
  method: 'GET',
  path: '/clocks/recounts',
  access: 'definitions.write',
  input: z.object({}),
  output: z.object({ recounts: z.array(Recount) }),
  problems: [],
})

/** What a new definition or calendar would do to the clocks that run now; nothing is changed by looking. */
export const previewRecount = operation({
  name: 'clocks.preview',
  summary: '预览：改了时限或日历，哪些在办件的到期日会变',
  method: 'POST',
  path: '/clock-previews',
  access: 'definitions.write',
  input: z.object({
    definition: ClockDefinition.pick({ clock: true, dayKind: true, days: true, endsAt: true })
      .extend({ months: z.number().int().min(0).max(24).optional(), onDay: YearlyDay.nullish() })
      .optional(),
    calendar: Calendar.omit({ version: true }).optional(),
  }),
  output: z.object({
    examined: z.number().int(),
    earlier: z.number().int(),
    later: z.number().int(),
    firm: z.number().int(),
    overdue: z.number().int(),
    rows: z.array(z.object({ number: z.string(), clock: ClockName, from: Day, to: Day, provisional: z.boolean() })),
  }),
  problems: ['input-invalid'],
})

export const publishCalendar = operation({
  name: 'clocks.publish-calendar',
  summary: '按国务院办公厅当年放假通知发布新一版工作日历',
  method: 'POST',
  path: '/calendar',
  access: 'definitions.write',
  input: z.object({
    id: Id,
    version: z.number().int().min(0),
    knownFrom: Day,
    knownThrough: Day,
    daysOff: z.array(Day).max(2000),
    workDays: z.array(Day).max(500),
    source: z.string().trim().min(4, '请写明依据').max(300, '依据最多 300 字'),
  }),
  output: Calendar,
  problems: ['version-conflict', 'id-reused', 'input-invalid'],
})
