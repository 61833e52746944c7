import { isH5 } from '../lib/platform'

/** The role of an element under the name each platform knows it by. */
export function roleOf(role: string | undefined): Record<string, string> {
  if (!role) return {}
  return isH5 ? { role } : { 'aria-role': role }
}
