import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Page } from '../../components/page'

const promises = [
  {
    title: '评价',
    text: '被评价的单位看不到您是谁、对哪件事评的。只有您打开“被评单位可以知道是哪件事”，它才知道是哪件事；随时可以关掉。',
  },
  {
    title: '诉求',
    text: '公开、仅监督机构可见、封存，由您先选。姓名、电话和位置单独加密保存；提交以后可以改成更严的一种。',
  },
  { title: '谁看过', text: '工作人员每次打开您的姓名、电话或位置，都要写明理由并留下记录，您在诉求进度里查得到。' },
  { title: '照片', text: '照片里的位置和设备信息会自动去掉。没有提交的照片，24 小时后从服务器上删除。' },
  { title: '电话和短信', text: '电话只用来回访和通知，短信里不写事情的内容。不留电话，照样办理。' },
  { title: '删除', text: '评价回执里可以删除说明、照片、电话和与事项的联系，只留一个计数。答复前可以撤回诉求。' },
  {
    title: '这部手机',
    text: '草稿和回执存在这部手机上。手机给别人用之前，请先退出登录；删除小程序或清空浏览器会一并删掉。',
  },
]

export default function Privacy() {
  return (
    <Page title="怎样保护您的信息">
      {promises.map(({ title, text }) => (
        <Card key={title}>
          <Heading>{title}</Heading>
          <View>{text}</View>
        </Card>
      ))}
    </Page>
  )
}
