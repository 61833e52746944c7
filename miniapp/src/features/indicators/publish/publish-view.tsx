import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { OfficeHead } from '../../../components/office/office-page'
import { keepInAddress, queryOfAddress } from '../../../lib/address'
import { useOffice } from '../../office/store'
import { PublishForm } from './publish-form'
import { PublishedFigure } from './published-figure'
import { PublishedTable } from './published-table'
import '../indicators.css'
import '../leader/leader.css'
import './publish.css'

type Shown = { view: 'list' } | { view: 'new'; indicatorId?: string } | { view: 'figure'; id: string }

/** Publishing (发布): the list of what was published, one certificate, or the steps to a new one; all in the address. */
export function PublishView() {
  const [shown, setShown] = useState<Shown>(() => shownFrom(queryOfAddress()))
  const mayPublish = useOffice(({ me }) => me?.permissions.includes('figures.publish') ?? false)
  const show = (next: Shown) => {
    setShown(next)
    keepInAddress(
      next.view === 'figure' ? { id: next.id } : next.view === 'new' ? { new: '1', indicator: next.indicatorId } : {},
    )
  }
  const open = (id: string) => show({ view: 'figure', id })
  const list = () => show({ view: 'list' })
  return (
    <>
      <OfficeHead crumb="署名、记时、预览之后才发布；更正另发一个，原来的保留" title={titles[shown.view]}>
        {shown.view !== 'list' && (
          <Button kind="line" icon="back" small narrow onPress={list}>
            回清单
          </Button>
        )}
        {mayPublish && shown.view === 'list' && (
          <Button small narrow icon="plus" onPress={() => show({ view: 'new' })}>
            发布一个数字
          </Button>
        )}
      </OfficeHead>
      <View className="publish">
        {shown.view === 'list' && <PublishedTable onOpen={open} />}
        {shown.view === 'new' && <PublishForm indicatorId={shown.indicatorId} onDone={open} />}
        {shown.view === 'figure' && (
          <PublishedFigure key={shown.id} id={shown.id} onOpen={open} mayPublish={mayPublish} />
        )}
      </View>
    </>
  )
}

const titles = { list: '已发布的数字', new: '发布一个数字', figure: '出生证明' } as const

function shownFrom({ id, new: isNew, indicator }: Record<string, string>): Shown {
  if (id) return { view: 'figure', id }
  return isNew ? { view: 'new', indicatorId: indicator } : { view: 'list' }
}
