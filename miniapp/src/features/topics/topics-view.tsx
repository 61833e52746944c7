import { listTopics, type Topic } from '@minyi/shared/cases/topics/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { Table } from '../../components/table'
import { Tag } from '../../components/tag'
import { call, failureFrom } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { toast } from '../../lib/toast'
import { useOffice } from '../office/store'
import { loadUnits } from '../registry/store'
import { TopicSheet } from './topic-sheet'

type Edited = { topic: Topic | undefined; parentId: string | null }

/** The tree of topics: groups as cards, topics as rows with their words and the unit that they usually go to. */
export function TopicsView() {
  const topics = useKeptRemote(() => call(listTopics, {}), 'topics')
  const [edited, setEdited] = useState<Edited>()
  const writes = useOffice(({ me }) => me?.permissions.includes('topics.write') ?? false)
  useEffect(() => {
    loadUnits().catch((error) => toast(failureFrom(error).title))
  }, [])
  return (
    <KeptLoaded from={topics}>
      {(value) => (
        <>
          <OfficeHead crumb="关键词只用来提示，由受理的人定；停用的主题不再给新的件" title="诉求主题">
            {writes && (
              <Button small narrow onPress={() => setEdited({ topic: undefined, parentId: null })}>
                新增大类
              </Button>
            )}
          </OfficeHead>
          <View className="stack">
            {value.topics
              .filter(({ parentId }) => parentId === null)
              .map((group) => (
                <GroupCard key={group.id} group={group} topics={value.topics} writes={writes} onEdit={setEdited} />
              ))}
          </View>
          {edited && (
            <TopicSheet
              {...edited}
              topics={value.topics}
              onClose={() => setEdited(undefined)}
              onDone={() => {
                setEdited(undefined)
                topics.reload()
              }}
            />
          )}
        </>
      )}
    </KeptLoaded>
  )
}

type GroupProps = { group: Topic; topics: readonly Topic[]; writes: boolean; onEdit: (edited: Edited) => void }

function GroupCard({ group, topics, writes, onEdit }: GroupProps) {
  const own = topics.filter(({ parentId }) => parentId === group.id)
  const edit = (topic: Topic, word: string) =>
    writes ? (
      <WordLink
        label={word === topic.name ? `修改${word}` : `${word}：${topic.name}`}
        onPress={() => onEdit({ topic, parentId: topic.parentId })}
      >
        {word}
      </WordLink>
    ) : (
      word
    )
  return (
    <Card label={group.name} className="stack">
      <View className="spread">
        <Heading>{group.name}</Heading>
        <View className="wrap">
          {edit(group, '改大类')}
          {writes && (
            <WordLink
              label={`在${group.name}下新增主题`}
              onPress={() => onEdit({ topic: undefined, parentId: group.id })}
            >
              新增主题
            </WordLink>
          )}
        </View>
      </View>
      <Table
        label={group.name}
        columns={[
          { key: 'name', head: '主题', cell: (topic) => edit(topic, topic.name), grow: 3 },
          { key: 'unit', head: '通常的承办单位', cell: ({ unitName }) => unitName ?? '未定', grow: 2 },
          { key: 'words', head: '关键词', cell: ({ keywords }) => keywords.join('、'), grow: 5 },
          {
            key: 'state',
            head: '状态',
            cell: ({ active }) => <Tag tone="plain">{active ? '使用中' : '停用'}</Tag>,
            grow: 0,
          },
        ]}
        rows={own}
        rowKey={({ id }) => id}
      />
    </Card>
  )
}
