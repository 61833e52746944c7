import { View } from '@tarojs/components'
import { Button } from '../button'

type Props = {
  /** The keys after which the pages begin that were turned so far. */
  trail: readonly string[]
  next: string | null | undefined
  onTurn: (trail: string[]) => void
}

/** Back and forth through a list that is paged by key; nothing where there is one page only. */
export function PageTurner({ trail, next, onTurn }: Props) {
  if (trail.length === 0 && !next) return null
  return (
    <View className="wrap">
      <Button kind="line" small narrow disabled={trail.length === 0} onPress={() => onTurn(trail.slice(0, -1))}>
        上一页
      </Button>
      <Button kind="line" small narrow disabled={!next} onPress={() => next && onTurn([...trail, next])}>
        下一页
      </Button>
    </View>
  )
}
