import { fillTemplate, openFieldsIn, templateFields, unknownFieldsIn } from '@minyi/shared/cases/templates/rules.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const values = {
  编号: 'TC26-06-0187',
  标题: '路灯不亮',
  类别: '投诉',
  单位: '市城管局',
  区域: null,
  收到日期: '6月8日',
  期限: '6月30日',
  今天: '6月11日',
}

describe('templates', () => {
  it('fill in the values of the item and leave open what it has none for', () => {
    const filled = fillTemplate('您反映的 {编号}（{区域}）由{单位}办理。', values)
    expect(filled).toBe('您反映的 TC26-06-0187（{区域}）由市城管局办理。')
    expect(openFieldsIn(filled)).toEqual(['{区域}'])
  })

  it('name what nothing fills', () => {
    expect(unknownFieldsIn('{编号}、{姓名}、{电话}')).toEqual(['姓名', '电话'])
  })

  it('never change words without braces, nor fill a value twice', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[{}]/.test(text)),
        (text) => {
          expect(fillTemplate(text, values)).toBe(text)
        },
      ),
    )
    const braced = { ...values, 编号: '{标题}' }
    expect(fillTemplate('{编号}', braced)).toBe('{标题}')
  })

  it('can be filled with every field that the page offers', () => {
    expect(unknownFieldsIn(templateFields.map((name) => `{${name}}`).join(''))).toEqual([])
  })
})
