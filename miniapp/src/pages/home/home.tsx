import { View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { Page } from '../../components/page'
import { Switch } from '../../components/switch'
import { DemoMark } from '../../components/tag'
import { Tile, Tiles } from '../../components/tile'
import { loadWaiting } from '../../features/cases/waiting/store'
import { WaitingForMe } from '../../features/cases/waiting-for-me'
import { loadPlace, usePlace } from '../../features/identity/store'
import { HomeFigure } from '../../features/indicators/home-figure'
import { readAnyCode, scan } from '../../lib/codes'
import { setLargePrint, useLargePrint } from '../../lib/large-print'
import { go } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { useShown } from '../../lib/shown'

export default function Home() {
  const largePrint = useLargePrint(({ on }) => on)
  const place = usePlace((known) => known.place)
  useShown(() => {
    loadPlace()
    loadWaiting()
  })
  return (
    <Page title="民意直通" tab="home" brand>
      <View className="spread">
        <View className="line-tight">
          <Icon name="place" size={20} />
          <View>{place?.name ?? ''}</View>
          {place?.demo && <DemoMark />}
        </View>
        <Switch label="大字版" on={largePrint} onChange={setLargePrint} />
      </View>
      <WaitingForMe />
      <Tiles>
        <Tile icon="scan" title="扫一扫" note="执法证、采集点" onPress={openScanner} />
        <Tile icon="shield" title="评执法" note="评一次行政执法" onPress={() => go('find')} />
        <Tile icon="talk" title="我要诉求" note="投诉、意见建议" onPress={() => go('complain')} />
        <Tile icon="stuck" title="办不成事" note="窗口没办成的事" onPress={() => go('complain', { entry: 'stuck' })} />
      </Tiles>
      <HomeFigure />
    </Page>
  )
}

/** WeChat scans; in a browser the code is typed, or the phone's own camera opens its link. */
async function openScanner() {
  if (isH5) {
    go('find')
    return
  }
  const scanned = await scan()
  if (!scanned) return
  const code = readAnyCode(scanned)
  if (code?.kind === 'claim') go('rate', { claim: code.value })
  else if (code?.kind === 'standing') go('code', { code: code.value })
  else go('find', { typed: scanned })
}
