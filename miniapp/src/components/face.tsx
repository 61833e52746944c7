import { Drawing } from './drawing'
import './face.css'

export type FaceGrade = 1 | 2 | 3 | 4 | 5

/** Five faces of one family on a 40 grid, and a dashed ring for somebody who does not know. */
const faces: Record<FaceGrade | 'unknown', { ink: string; ground: string; inside: string }> = {
  5: {
    ink: '#15803d',
    ground: '#ecfdf3',
    inside:
      '<path d="M12.5 23.5h15c-.6 4.6-3.5 7-7.5 7s-6.9-2.4-7.5-7z" fill="currentColor"/><path d="M11.5 17c.8-2 3.4-2 4.2 0M24.3 17c.8-2 3.4-2 4.2 0"/>',
  },
  4: {
    ink: '#4d7c0f',
    ground: '#f4fbe6',
    inside: `<path d="M13 24.5c1.7 2.9 4 4.3 7 4.3s5.3-1.4 7-4.3"/>${eyes(16.5)}`,
  },
  3: { ink: '#4b5563', ground: '#f3f4f6', inside: `<path d="M13.5 26.5h13"/>${eyes(16.5)}` },
  2: {
    ink: '#b45309',
    ground: '#fff7ed',
    inside: `<path d="M13.5 28.5c1.6-2.6 3.7-3.8 6.5-3.8s4.9 1.2 6.5 3.8"/>${eyes(17)}`,
  },
  1: {
    ink: '#b91c1c',
    ground: '#fef2f2',
    inside: `<path d="M12.5 30.5c.6-4.6 3.5-7 7.5-7s6.9 2.4 7.5 7z" fill="currentColor"/><path d="m10.8 15 4.6-2.2M29.2 15l-4.6-2.2"/>${eyes(18.3)}`,
  },
  unknown: { ink: '#4b5563', ground: 'none', inside: '<path d="M15 20h10"/>' },
}

export type FaceProps = { grade: FaceGrade | 'unknown'; size?: 'normal' | 'small' }

/** The face of a grade; always beside its word, so it has no name of its own. */
export function Face({ grade, size = 'normal' }: FaceProps) {
  const { ink, ground, inside } = faces[grade]
  const dashes = grade === 'unknown' ? ' stroke-dasharray="5 4.2"' : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" color="${ink}" fill="none" stroke="${ink}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"><circle cx="20" cy="20" r="17.5" fill="${ground}"${dashes}/>${inside}</svg>`
  return <Drawing svg={svg} className={`face face-${size}`} />
}

function eyes(height: number): string {
  return [14, 26].map((x) => `<circle cx="${x}" cy="${height}" r="1.9" fill="currentColor" stroke="none"/>`).join('')
}
