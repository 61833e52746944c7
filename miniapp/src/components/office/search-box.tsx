import { Input, View } from '@tarojs/components'
import { isH5 } from '../../lib/platform'
import { Icon } from '../icon'
import { Press } from '../press'
import { KeyHint } from './key-hint'
import './search-box.css'

export type SearchBoxProps = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  onSearch: () => void
  onClear: () => void
}

/** A search in the top bar; Enter searches, the cross clears. */
export function SearchBox({ id, label, value, onChange, onSearch, onClear }: SearchBoxProps) {
  return (
    <View className="control search-box">
      <Icon name="search" className="control-icon" />
      {isH5 ? (
        <input
          id={id}
          className="input"
          type="text"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          maxLength={60}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter') onSearch()
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      ) : (
        <Input
          className="input"
          confirmType="search"
          aria-label={label}
          placeholder={label}
          value={value}
          onInput={(event) => onChange(event.detail.value)}
          onConfirm={onSearch}
        />
      )}
      {value ? (
        <Press className="search-clear" label="清除搜索" onPress={onClear}>
          <Icon name="close" />
        </Press>
      ) : (
        <KeyHint name="/" />
      )}
    </View>
  )
}
