import { type IdentityLevel, identityLevels, otherPaths } from '@minyi/shared/cases/contract.ts'
import { identityLabels, otherPathLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { LevelCards, type LevelWords, type Sight } from '../../components/level-card'

const sightOf: Record<string, Sight['sight']> = {
  能看到: 'sees',
  看不到: 'sees-not',
  启封才可见: 'sees-unsealed',
}

const levels: readonly LevelWords<IdentityLevel>[] = identityLevels.map((value) => {
  const { title, plain, accused, supervisor } = identityLabels[value]
  return {
    value,
    name: title,
    plain,
    sights: [
      { who: '被投诉单位', sight: sightOf[accused] ?? 'sees' },
      { who: '监督机构', sight: sightOf[supervisor] ?? 'sees' },
    ],
  }
})

export type IdentityChoiceProps = {
  value: IdentityLevel | undefined
  onChange: (level: IdentityLevel) => void
  /** Only levels stricter than this one. */
  above?: IdentityLevel
}

/** Who may know who I am: told before anything is typed, none chosen beforehand. */
export function IdentityChoice({ value, onChange, above }: IdentityChoiceProps) {
  const from = above ? identityLevels.indexOf(above) + 1 : 0
  return <LevelCards label="谁可以知道您是谁" levels={levels.slice(from)} value={value} onChange={onChange} />
}

/** What this is not for, each with where it goes instead. */
export function OtherPathsLink() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="word" onPress={() => setOpen(true)}>
        复议、诉讼、信访等事项，去哪里办
      </Button>
      <Sheet open={open} title="这些事项不在这里办" onClose={() => setOpen(false)}>
        {otherPaths
          .filter((path) => path !== 'other-unit')
          .map((path) => (
            <View key={path}>
              <View className="strong">{otherPathLabels[path].title}</View>
              <View className="sub">{otherPathLabels[path].plain}</View>
            </View>
          ))}
        <Button kind="line" onPress={() => setOpen(false)}>
          知道了
        </Button>
      </Sheet>
    </>
  )
}
