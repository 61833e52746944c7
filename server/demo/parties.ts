import type { Party } from '@minyi/shared/matters/contract.ts'
import { creditCheckCharacter } from '@minyi/shared/platform/credit-code.ts'
import { type Chance, drawKey } from './chance.ts'
import type { World } from './world.ts'

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧']
const givenNames = [
  '建国',
  '秀英',
  '丽',
  '伟',
  '敏',
  '静',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '霞',
  '平',
  '刚',
  '桂英',
  '文',
]

export const inventName = (chance: Chance) => chance.pick(surnames) + chance.pick(givenNames)
/** A telephone of the range that the demo invents; the demo residents have theirs outside of it. */
export const inventPhone = (chance: Chance) => `138000${chance.between(10_000, 99_999)}`

/** The other side of a matter, invented; name and telephone only where the invitation went there. */
export function inventParty(world: World, chance: Chance, withPhone: boolean): Exclude<Party, { kind: 'none' }> {
  const { person, enterprise } = world.files.simulation.parties
  const kind = drawKey(chance, { person, enterprise })
  const creditCode = inventCreditCode(chance)
  if (!withPhone) return kind === 'person' ? { kind } : { kind, creditCode }
  const phone = inventPhone(chance)
  if (kind === 'person') return { kind, name: inventName(chance), phone }
  return { kind, name: `示例企业${chance.between(1000, 9999)}号`, creditCode, phone }
}

function inventCreditCode(chance: Chance): string {
  const body = `91320585MA${Array.from({ length: 7 }, () => chance.between(0, 9)).join('')}`
  return body + (creditCheckCharacter(body) ?? '')
}
