import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { OfficeHead } from '../../../components/office/office-page'
import { keepInAddress, queryOfAddress } from '../../../lib/address'
import { goInstead } from '../../../lib/navigate'
import { AnswersTable } from './answers-table'
import { FigureForm } from './figure-form'
import { KeepForm } from './keep-form'
import '../indicators.css'
import '../leader/leader.css'
import '../publish/publish.css'

type Shown = { view: 'list' } | { view: 'new' } | { view: 'set'; id: string }

/**
 * Answers of surveys (调查数据): the list, one more, or the figure that one of them gives; all in the address. `corrects` there is a
 * published figure in whose place the next one is.
 */
export function AnswersView() {
  const [shown, setShown] = useState<Shown>(() => shownFrom(queryOfAddress()))
  const [corrects] = useState(() => queryOfAddress().corrects)
  const show = (next: Shown) => {
    setShown(next)
    const view = next.view === 'set' ? { id: next.id } : next.view === 'new' ? { new: '1' } : {}
    keepInAddress({ ...view, corrects })
  }
  const open = (id: string) => show({ view: 'set', id })
  return (
    <>
      <OfficeHead crumb="知晓率、首选率、满意率等要问人才知道的指标，从调查的回答算起" title={titles[shown.view]}>
        {shown.view === 'list' ? (
          <Button small narrow icon="plus" onPress={() => show({ view: 'new' })}>
            存入一次调查
          </Button>
        ) : (
          <Button kind="line" icon="back" small narrow onPress={() => show({ view: 'list' })}>
            回清单
          </Button>
        )}
      </OfficeHead>
      <View className="publish">
        {corrects && shown.view === 'list' && (
          <Notice>更正一个已发布的数字：选它用的调查，或者先存入改过的回答；原来的选择会带过来。</Notice>
        )}
        {shown.view === 'list' && <AnswersTable onOpen={open} />}
        {shown.view === 'new' && <KeepForm onDone={open} />}
        {shown.view === 'set' && (
          <FigureForm key={shown.id} id={shown.id} corrects={corrects} onDone={(id) => goInstead('publish', { id })} />
        )}
      </View>
    </>
  )
}

const titles = { list: '调查数据', new: '存入一次调查', set: '由回答算出指标' } as const

const shownFrom = ({ id, new: isNew }: Record<string, string>): Shown =>
  id ? { view: 'set', id } : isNew ? { view: 'new' } : { view: 'list' }
