import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useLargePrint } from '../lib/large-print'
import { desktopWidth, useScreenWidth } from '../lib/screen'
import { roleOf } from './aria'
import { classNames } from './class-names'
import './table.css'

export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  number?: boolean
  /** The part of the free width it takes; 0 is as wide as its words. */
  grow?: number
  /** Put before the cell when large print folds the row, such as `n = `. */
  folded?: string
  strong?: boolean
}

export type TableProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Across the whole row after the first cell, for what may not be shown. */
  hidden?: (row: Row) => string | undefined
  /** Under this width a column does not hold its words at the usual size of type. */
  columnWidth?: number
}

/** Rows and columns; where the columns have no room, and more than two on a phone in large print, each row folds onto two lines. No zebra, no vertical lines. */
export function Table<Row>({ label, columns, rows, rowKey, hidden, columnWidth = 76 }: TableProps<Row>) {
  const [first] = columns
  const width = useScreenWidth()
  const largePrint = useLargePrint(({ on }) => on)
  const narrow = width < columns.length * columnWidth || (largePrint && width < desktopWidth && columns.length > 2)
  return (
    <View className={classNames('table', narrow && 'table-folds')} {...roleOf('table')} aria-label={label}>
      <View className="table-row table-head" {...roleOf('row')}>
        {columns.map((column) => (
          <View
            key={column.key}
            className={cellClass(column)}
            style={{ flexGrow: column.grow ?? 1 }}
            {...roleOf('columnheader')}
          >
            {column.head}
          </View>
        ))}
      </View>
      {rows.map((row) => {
        const reason = hidden?.(row)
        const shown = reason === undefined || !first ? columns : [first]
        return (
          <View key={rowKey(row)} className="table-row" {...roleOf('row')}>
            {shown.map((column) => (
              <View
                key={column.key}
                className={cellClass(column)}
                style={{ flexGrow: column.grow ?? 1 }}
                {...roleOf('cell')}
              >
                {column.folded && <View className="table-folded">{column.folded}</View>}
                {column.cell(row)}
              </View>
            ))}
            {reason !== undefined && (
              <View className="cell table-hidden" {...roleOf('cell')}>
                {reason}
              </View>
            )}
          </View>
        )
      })}
    </View>
  )
}

function cellClass<Row>({ grow, number, strong, folded }: Column<Row>): string {
  return classNames(
    'cell',
    grow === 0 && 'cell-fit',
    number && 'cell-number',
    strong && 'cell-strong',
    folded && 'cell-named',
  )
}
