import { TextField } from '../../components/field'
import { DayField } from '../../components/pick-field'
import { phoneDay } from '../../lib/phone-clock'

/** Where a matter of public opinion was seen, and the items that tell of the same. */
export type SourceDraft = { name: string; url: string; day: string; numbers: string }

export const emptySource = (): SourceDraft => ({ name: '', url: '', day: phoneDay(), numbers: '' })

/** What is sent of the draft; a source without a name is none. */
export function sentOf({ name, url, day, numbers }: SourceDraft) {
  const source = { name: name.trim(), url: url.trim() || null, day }
  return { sources: source.name ? [source] : [], caseNumbers: numbers.split(/[\s,，、;；]+/).filter(Boolean) }
}

type SourceFieldsProps = {
  value: SourceDraft
  onChange: (part: Partial<SourceDraft>) => void
  /** Items alone are enough. */
  optional?: boolean
}

export function SourceFields({ value, onChange, optional }: SourceFieldsProps) {
  const { name, url, day, numbers } = value
  return (
    <>
      <TextField
        label="来源"
        hint={optional ? '可不填' : undefined}
        value={name}
        maxLength={60}
        placeholder="例如：本地论坛"
        onChange={(next) => onChange({ name: next })}
      />
      {(!optional || name.trim() !== '') && (
        <>
          <TextField
            label="网址"
            hint="可不填"
            value={url}
            maxLength={500}
            onChange={(next) => onChange({ url: next })}
          />
          <DayField label="看到的日期" placeholder="选日期" value={day} onChange={(next) => onChange({ day: next })} />
        </>
      )}
      <TextField
        label="关联的民意件编号"
        hint="可不填，用逗号隔开"
        value={numbers}
        maxLength={400}
        onChange={(next) => onChange({ numbers: next })}
      />
    </>
  )
}
