import { View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { Page } from '../../components/page'
import { Switch } from '../../components/switch'
import { Tile, Tiles } from '../../components/tile'
import { setLargePrint, useLargePrint } from '../../lib/large-print'
import { go } from '../../lib/navigate'

export default function Home() {
  const largePrint = useLargePrint(({ on }) => on)
  return (
    <Page title="民意直通" tab="home" brand>
      <View className="spread">
        <View className="line-up">
          <Icon name="place" />
          <View>太仓市</View>
        </View>
        <Switch label="大字版" on={largePrint} onChange={setLargePrint} />
      </View>
      <Tiles>
        <Tile icon="talk" title="我的诉求" note="办到哪一步了" onPress={() => go('cases')} />
      </Tiles>
    </Page>
  )
}
