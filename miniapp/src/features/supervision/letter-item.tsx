import type { LetterDate, LetterDetail } from '@minyi/shared/supervision/letters/contract.ts'
import { letterKindLabels, letterStepLabels } from '@minyi/shared/supervision/letters/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { isH5 } from '../../lib/platform'
import { printPage } from '../../lib/print'
import { instantInWords, shortDay } from '../../lib/time-words'
import { Facts, ItemHead, Story } from './order-item'
import { SupervisedCard } from './supervised-card'
import { LetterClock, LetterTag } from './words'

/** A letter with its dates, the paper itself, and what came of it. */
export function LetterItem({ letter }: { letter: LetterDetail }) {
  const { objection } = letter
  return (
    <>
      <ItemHead
        facts={[letter.number, letterKindLabels[letter.kind].title, letter.unitName]}
        tag={<LetterTag state={letter.state} />}
        title={letter.title}
        aside={<LetterClock row={letter} />}
      />
      <Card className="stack-tight" label="期限">
        <Facts
          pairs={[
            ['送达', instantInWords(letter.sentAt)],
            ['签收', letter.acknowledgedAt ? instantInWords(letter.acknowledgedAt) : '还没有签收'],
            ['改正', dateInWords(letter.correct)],
            ['报告', dateInWords(letter.report)],
            ['异议', objection ? objectionInWords(objection) : `${shortDay(letter.objectDueDay)} 前可以提一次`],
          ]}
        />
      </Card>
      {objection?.late && <Notice kind="warn">异议的复核已经过了期限。</Notice>}
      <LetterPaper letter={letter} />
      <SupervisedCard letterId={letter.id} />
      <Story steps={letter.steps} many={false} words={letterStepLabels} />
    </>
  )
}

function dateInWords({ dueDay, doneAt, late }: LetterDate): string {
  if (doneAt) return `${instantInWords(doneAt)}${late ? `，迟于 ${shortDay(dueDay)}` : ''}`
  return `${shortDay(dueDay)} 前${late ? '，已经过了' : ''}`
}

function objectionInWords({ at, reviewDueDay, reviewedAt, upheld }: NonNullable<LetterDetail['objection']>): string {
  const asked = `${instantInWords(at)} 提出`
  if (!reviewedAt) return `${asked}，${shortDay(reviewDueDay)} 前复核`
  return `${asked}，复核${upheld ? '维持' : '撤销'}`
}

/** The letter as it is printed and kept. */
function LetterPaper({ letter }: { letter: LetterDetail }) {
  const sender = letter.senderUnitName ?? letter.tenantName
  return (
    <Card className="letter-paper print-paper" label="函件正文">
      {isH5 && (
        <View className="letter-print">
          <Button kind="line" small narrow icon="print" onPress={printPage}>
            打印
          </Button>
        </View>
      )}
      <Heading level={3} className="letter-kind">
        {letterKindLabels[letter.kind].title}
      </Heading>
      <View className="letter-number">{letter.number}</View>
      <View className="letter-title">{letter.title}</View>
      <View>{letter.unitName}：</View>
      <Part head="一、事实" text={letter.facts} />
      <Part head="二、依据" text={letter.legalBasis} />
      <Part head="三、整改要求" text={letter.requirements} />
      <View className="letter-text">
        {`请于 ${dayInFull(letter.correct.dueDay)}前改正，并于 ${dayInFull(letter.report.dueDay)}前书面报告整改情况。对本函有异议的，可以在 ${dayInFull(letter.objectDueDay)}前书面提出。`}
      </View>
      <View className="letter-sign">
        <View>{sender}</View>
        <View>{dayInFull(letter.sentAt)}</View>
      </View>
    </Card>
  )
}

function Part({ head, text }: { head: string; text: string }) {
  return (
    <>
      <View className="letter-head">{head}</View>
      <View className="letter-text written">{text}</View>
    </>
  )
}

/** `2026 年 6 月 11 日` */
function dayInFull(day: string): string {
  return `${day.slice(0, 4)} 年 ${Number(day.slice(5, 7))} 月 ${Number(day.slice(8, 10))} 日`
}
