import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card, Split } from '../../../components/card'
import { Chips, ManyChips } from '../../../components/chip'
import { ConfirmSheet } from '../../../components/confirm-sheet'
import type { FaceGrade } from '../../../components/face'
import { TextArea, TextField } from '../../../components/field'
import { GradeRows } from '../../../components/grade-row'
import { Heading } from '../../../components/heading'
import { LevelCards } from '../../../components/level-card'
import { Notice } from '../../../components/notice'
import { FootPair, Page } from '../../../components/page'
import { PhotoPicker } from '../../../components/photo-picker'
import { DayField, PickField } from '../../../components/pick-field'
import { Progress } from '../../../components/progress'
import { Row } from '../../../components/row'
import { Switch } from '../../../components/switch'
import { DemoMark, Tag } from '../../../components/tag'
import { Tile, Tiles } from '../../../components/tile'
import type { LocalPhoto } from '../../../lib/files'
import { setLargePrint, useLargePrint } from '../../../lib/large-print'
import { toast } from '../../../lib/toast'
import { sampleGrades, sampleLevels } from './samples'

const wrongs = [
  { value: 'rules', word: '不规范', meaning: '没亮证、程序不对' },
  { value: 'manner', word: '不文明', meaning: '言语粗暴、态度差' },
] as const
const reasons = [
  { value: 'card', word: '没出示证件' },
  { value: 'basis', word: '没讲清依据' },
  { value: 'manner', word: '态度不好' },
] as const

export function Phone() {
  const large = useLargePrint(({ on }) => on)
  const [grade, setGrade] = useState<FaceGrade>()
  const [level, setLevel] = useState<(typeof sampleLevels)[number]['value']>()
  const [open, setOpen] = useState(false)
  return (
    <Page
      title="组件"
      foot={
        <FootPair>
          <Button kind="line" onPress={() => toast('草稿已存', () => toast('已撤销'))}>
            上一步
          </Button>
          <Button onPress={() => setOpen(true)}>下一步，核对提交</Button>
        </FootPair>
      }
    >
      <Switch label="大字版" on={large} onChange={setLargePrint} />
      <Progress words="第 2 步，共 3 步" done={2} of={3} saved="草稿已存 20:09" />
      <Card className="stack-tight">
        <Heading>城管局 占道经营检查</Heading>
        <Tag icon="clock">等您评价</Tag>
        <DemoMark />
        <Split />
        <WordLink onPress={() => toast('已复制')}>怎么算的</WordLink>
      </Card>
      <Tiles>
        <Tile icon="scan" title="扫一扫" note="执法证、采集点" onPress={() => undefined} />
        <Tile icon="shield" title="评执法" note="评一次行政执法" onPress={() => undefined} />
      </Tiles>
      <GradeRows label="满意程度" grades={sampleGrades} value={grade} onChange={setGrade} />
      <LevelCards label="谁可以知道您是谁" levels={sampleLevels} value={level} onChange={setLevel} />
      <Forms />
      <Card flush>
        <Row icon="shield" term="单位" title="市市场监管局 沙溪分局" onPress={() => undefined} />
        <Row icon="eye" title="谁看过我的信息" value="2 人次" onPress={() => undefined} />
        <Row title="没有箭头的一行" note="第二行小字" />
      </Card>
      <Notice>近 30 天，沙溪镇有 6 件相似的诉求。您照常提交，会并在一起办。</Notice>
      <Notice kind="warn">还有 7 份未安全上传</Notice>
      <Button kind="word" onPress={() => undefined}>
        这次执法与我无关
      </Button>
      <Button disabled note="还差：选一种身份" onPress={() => undefined}>
        下一步
      </Button>
      <ConfirmSheet
        open={open}
        title="提交这份投诉？"
        text="提交后可以补充，不能删除。"
        confirm="提交"
        onConfirm={() => setOpen(false)}
        onClose={() => setOpen(false)}
      />
    </Page>
  )
}

function Forms() {
  const [text, setText] = useState('')
  const [phone, setPhone] = useState('')
  const [day, setDay] = useState<string>()
  const [unit, setUnit] = useState<string>()
  const [wrong, setWrong] = useState<'rules' | 'manner'>()
  const [why, setWhy] = useState<('card' | 'basis' | 'manner')[]>(['basis'])
  const [photos, setPhotos] = useState<LocalPhoto[]>([])
  return (
    <Card className="stack">
      <Chips label="执法出了什么问题" options={wrongs} value={wrong} onChange={setWrong} />
      <ManyChips label="哪里不满意" options={reasons} values={why} onChange={setWhy} />
      <TextArea label="发生了什么事？" value={text} onChange={setText} maxLength={1000} />
      <TextField
        label="电话"
        hint="可不填"
        kind="phone"
        icon="phone"
        value={phone}
        onChange={setPhone}
        error="电话号码应是 11 位数字"
      />
      <DayField label="时间" placeholder="选一天" value={day} onChange={setDay} />
      <PickField
        label="单位"
        placeholder="选一个单位"
        options={[
          { value: 'a', word: '市城管局' },
          { value: 'b', word: '市交通局' },
        ]}
        value={unit}
        onChange={setUnit}
      />
      <PhotoPicker label="照片" photos={photos} max={9} onChange={setPhotos} />
    </Card>
  )
}
