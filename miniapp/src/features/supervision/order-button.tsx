import { Button } from '../../components/button'
import { goInstead } from '../../lib/navigate'
import { useOffice } from '../office/store'
import { type Given, handOver, type Origin } from './writing/store'

export type OrderButtonProps = { of: NonNullable<Origin['of']>; given: Given }

/** The way from what was noticed to an order about it, begun with what is known; only for whoever may open one. */
export function OrderButton({ of, given }: OrderButtonProps) {
  const opens = useOffice(({ me }) => me?.permissions.includes('supervision.order') ?? false)
  if (!opens) return null
  const begin = () => {
    handOver('order', { of }, given)
    goInstead('supervision')
  }
  return (
    <Button kind="line" small narrow onPress={begin}>
      开督办件
    </Button>
  )
}
