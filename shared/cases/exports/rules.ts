import type { ExportColumn } from './contract.ts'

/** How long a file can be fetched, in days, and how many somebody may ask for in a day. */
export const exportLivesDays = 3
export const exportsADay = 40

/** What a list holds unless somebody chooses. */
export const usualColumns: readonly ExportColumn[] = [
  ...(['number', 'kind', 'channel', 'title', 'state', 'area', 'unit'] as const),
  ...(['received', 'due', 'ended', 'unit-says', 'resident-says'] as const),
]

/** A text that a resident wrote, without the telephone and identity numbers that stand in it. */
export const withoutNumbers = (text: string): string =>
  text
    .replace(/\d{17}[\dXx]/g, '（证件号略）')
    .replace(/(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g, '（电话略）')
    .replace(/(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g, '（电话略）')
