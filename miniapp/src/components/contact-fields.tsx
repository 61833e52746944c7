import { TextField } from './field'

type Contact = { name: string; phone: string }

export type ContactFieldsProps = {
  /** Before the ids of the two fields. */
  id: string
  value: Contact
  onChange: (part: Partial<Contact>) => void
  nameLabel: string
  /** What the telephone is for. */
  phoneHint: string
  wrong: (field: keyof Contact) => string | undefined
}

/** How somebody is called and reached; neither has to be given. */
export function ContactFields({ id, value, onChange, nameLabel, phoneHint, wrong }: ContactFieldsProps) {
  return (
    <>
      <TextField
        id={`${id}-name`}
        label={nameLabel}
        hint="可不填"
        value={value.name}
        onChange={(name) => onChange({ name })}
        maxLength={60}
        error={wrong('name')}
      />
      <TextField
        id={`${id}-phone`}
        label="手机号"
        hint={`可不填；${phoneHint}`}
        kind="phone"
        value={value.phone}
        onChange={(phone) => onChange({ phone })}
        maxLength={13}
        error={wrong('phone')}
      />
    </>
  )
}
