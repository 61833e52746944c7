import type { CaseFilter } from '@minyi/shared/cases/search/contract.ts'
import { useState } from 'react'
import { Button } from '../../components/button'
import { useOffice } from '../office/store'
import { ExportSheet } from './export-sheet'

/** Opens the sheet for taking the list out, for whoever may. */
export function ExportButton({ filter }: { filter: Partial<CaseFilter> }) {
  const may = useOffice(({ me }) => me?.permissions.includes('cases.export') ?? false)
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button kind="word" small icon="download" onPress={() => setOpen(true)}>
        导出
      </Button>
      <ExportSheet filter={filter} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
