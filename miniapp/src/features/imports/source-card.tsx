import { caseChannelLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { PickField } from '../../components/pick-field'
import { Switch } from '../../components/switch'
import { chooseSource, useImports, writeSource } from './store'

const channels = ['hotline', 'wechat-group', 'point', 'legislative-point', 'grid', 'web'] as const
const fresh = 'new'

/** Which source the file is from: its mapping is taken over, or a new one is kept under a name. */
export function SourceCard() {
  const { sources = [], chosen } = useImports()
  return (
    <Card label="来源" className="import-fields">
      <PickField
        id="import-source"
        label="哪个来源"
        placeholder="请选来源"
        options={[{ value: fresh, word: '新来源' }, ...sources.map(({ id, name }) => ({ value: id, word: name }))]}
        value={chosen.sourceId ?? fresh}
        onChange={(value) => chooseSource(value === fresh ? undefined : value)}
      />
      {chosen.sourceId === undefined && (
        <>
          <TextField
            id="import-name"
            label="来源名称"
            value={chosen.name}
            onChange={(name) => writeSource({ name })}
            maxLength={40}
            placeholder="例如：12345 热线工单"
          />
          <TextField
            id="import-slug"
            label="来源代号"
            value={chosen.slug}
            onChange={(slug) => writeSource({ slug })}
            maxLength={31}
            placeholder="小写字母和数字，例如 hotline"
          />
          <PickField
            label="来源渠道"
            placeholder="请选渠道"
            options={channels.map((value) => ({ value, word: caseChannelLabels[value] }))}
            value={channels.find((one) => one === chosen.channel)}
            onChange={(channel) => writeSource({ channel })}
          />
        </>
      )}
      <View className="spread import-watch">
        <View className="grow sub">
          定期汇聚：放进服务器 imports 文件夹里“{chosen.slug || '来源代号'}”下的表格，每 5
          分钟自动导入一次，导入后从文件夹移走
        </View>
        <Switch label="定期汇聚" on={chosen.watched} onChange={(watched) => writeSource({ watched })} />
      </View>
      {chosen.sourceId !== undefined && <View className="sub">已套用这个来源的对应方案，改了会存成新的一版。</View>}
    </Card>
  )
}
