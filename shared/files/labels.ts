import type { FilePurpose } from './contract.ts'

export const filePurposeLabels = {
  'case-photo': '诉求照片',
  'rating-photo': '评价照片',
} as const satisfies Record<FilePurpose, string>

/** What people read beside the camera button. */
export const photoPromise = '照片里的位置和设备信息会自动去掉'

/** `1.2 MB`, `300 KB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
