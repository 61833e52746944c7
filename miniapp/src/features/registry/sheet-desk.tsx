import {
  exportSheet,
  type ImportReport,
  importSheet,
  type SheetName,
  sheetNames,
} from '@minyi/shared/registry/contract.ts'
import { sheetLabels } from '@minyi/shared/registry/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { count } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Table } from '../../components/table'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { type ChosenSheet, chooseSheet } from '../../lib/choose-sheet'
import { download } from '../../lib/download'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'

/** Takes a sheet out, and in again: rehearsed first, every fault by row and column, and nothing half imported. */
export function SheetDesk() {
  const [sheet, setSheet] = useState<SheetName>('units')
  const [chosen, setChosen] = useState<ChosenSheet>()
  const [report, setReport] = useState<ImportReport>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const send = async (file: ChosenSheet, rehearse: boolean) => {
    setBusy(true)
    setFailure(undefined)
    try {
      const { name: fileName, contentBase64 } = file
      const found = await call(
        importSheet,
        { id: await newId(), sheet, fileName, contentBase64, rehearse },
        { timeoutMs: 60_000 },
      )
      setReport(found)
      if (found.written) toast(`已导入：新增 ${found.created}，修改 ${found.changed}，未变 ${found.unchanged}`)
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  const pick = async () => {
    const file = await chooseSheet()
    if (!file) return
    setChosen(file)
    setReport(undefined)
    await send(file, true)
  }
  return (
    <Card label="名录导入导出" className="stack">
      <Heading>名录导入导出</Heading>
      <Chips
        label="哪一份名录"
        options={sheetNames.map((value) => ({ value, word: sheetLabels[value] }))}
        value={sheet}
        onChange={(value) => {
          setSheet(value)
          setReport(undefined)
          setFailure(undefined)
        }}
      />
      <View className="wrap">
        <Button
          kind="line"
          icon="download"
          small
          narrow
          onPress={() => download(exportSheet, { sheet, format: 'xlsx' })}
        >
          导出 XLSX
        </Button>
        <Button
          kind="line"
          icon="download"
          small
          narrow
          onPress={() => download(exportSheet, { sheet, format: 'csv' })}
        >
          导出 CSV
        </Button>
        <Button icon="upload" small narrow busy={busy} onPress={pick}>
          选择文件导入
        </Button>
      </View>
      <View className="sub">请用导出的表格作模板。先试读一遍，没有错误才能导入；同一份文件再导一次不会重复。</View>
      {failure && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      {report && <Report report={report} />}
      {report && chosen && !report.written && report.faults.length === 0 && (
        <Button small narrow busy={busy} onPress={() => send(chosen, false)}>
          导入这 {count(report.rows)} 行
        </Button>
      )}
    </Card>
  )
}

function Report({ report }: { report: ImportReport }) {
  if (report.written) {
    return (
      <Notice>
        已导入 {count(report.rows)} 行：新增 {count(report.created)}，修改 {count(report.changed)}，未变{' '}
        {count(report.unchanged)}。
      </Notice>
    )
  }
  if (report.faults.length === 0) return <Notice>读到 {count(report.rows)} 行，没有发现错误。</Notice>
  return (
    <>
      <Notice kind="warn">
        有 {count(report.faults.length + report.moreFaults)} 处错误，整批没有导入。请按下表修改后再选一次。
      </Notice>
      <Table
        label="错误清单"
        columns={[
          { key: 'row', head: '行', number: true, grow: 0, cell: ({ row }) => row },
          { key: 'column', head: '列', cell: ({ column }) => column },
          { key: 'message', head: '哪里不对', grow: 3, cell: ({ message }) => message },
        ]}
        rows={report.faults}
        rowKey={({ row, column }) => `${row}/${column}`}
      />
    </>
  )
}
