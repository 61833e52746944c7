import { beginExport, type ExportColumn, exportColumns } from '@minyi/shared/cases/exports/contract.ts'
import { exportColumnLabels } from '@minyi/shared/cases/exports/labels.ts'
import { usualColumns } from '@minyi/shared/cases/exports/rules.ts'
import type { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import { useState } from 'react'
import { Button } from '../../components/button'
import { ManyChips } from '../../components/chip'
import { Sheet } from '../../components/confirm-sheet'
import { Field, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { Segments } from '../../components/segments'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { goInstead } from '../../lib/navigate'

export type ExportSheetProps = { filter: Partial<CaseFilter>; open: boolean; onClose: () => void }

/** Takes the list that is on the screen out as a file: which columns, what for. It is written in the background. */
export function ExportSheet({ filter, open, onClose }: ExportSheetProps) {
  return (
    <Sheet open={open} title="导出这个列表" onClose={onClose}>
      <ExportForm filter={filter} />
    </Sheet>
  )
}

function ExportForm({ filter }: { filter: Partial<CaseFilter> }) {
  const [format, setFormat] = useState<'csv' | 'xlsx'>('xlsx')
  const [columns, setColumns] = useState<readonly ExportColumn[]>(usualColumns)
  const [reason, setReason] = useState('')
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (busy) return
    setBusy(true)
    try {
      const chosen = exportColumns.filter((column) => columns.includes(column))
      await call(beginExport, { id: await newId(), filter, format, columns: chosen, reason })
      goInstead('exports')
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <>
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <Field label="格式">
        <Segments<'csv' | 'xlsx'>
          label="格式"
          options={[
            { value: 'xlsx', word: 'XLSX' },
            { value: 'csv', word: 'CSV' },
          ]}
          value={format}
          onChange={setFormat}
        />
      </Field>
      <Field label="列" hint="没有姓名、电话和住址" error={failure?.fieldMessage('columns')}>
        <ManyChips<ExportColumn>
          label="列"
          options={exportColumns.map((value) => ({ value, word: exportColumnLabels[value] }))}
          values={columns}
          onChange={setColumns}
        />
      </Field>
      <TextField
        id="export-reason"
        label="用途"
        hint="会记在审计里"
        value={reason}
        maxLength={200}
        placeholder="例如：核对本月台账"
        error={failure?.fieldMessage('reason')}
        onChange={setReason}
        onEnter={send}
      />
      <Button busy={busy} onPress={send}>
        开始导出
      </Button>
    </>
  )
}
