import type { Finding } from './contract.ts'

export const findingLabels: Record<Finding, string> = {
  untrue: '反映的情况与事实不符',
  unfounded: '反映的情况查无实据',
  lawful: '经查，系依法履行职责',
}
