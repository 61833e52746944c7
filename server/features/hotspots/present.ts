import type { HotspotRow } from '@minyi/shared/hotspots/contract.ts'
import { HotspotScope } from '@minyi/shared/hotspots/contract.ts'
import { type HotspotLine, readCourse, readFindings } from './queries.ts'

export function toHotspot({ hotspot, ...names }: HotspotLine): HotspotRow {
  return {
    ...hotspot,
    ...names,
    scope: HotspotScope.parse(hotspot.scope),
    findings: readFindings(hotspot.findings),
    course: readCourse(hotspot.course),
  }
}
