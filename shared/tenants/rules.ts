/** Words that the API's own addresses begin with, so no place can be called so. */
const taken = ['docs', 'health']

/** What is wrong with the short name a place (租户) has in addresses (`/api/{slug}/…`), or null. */
export function slugFault(slug: string): string | null {
  if (slug === '') return '缺少地址简称，例如 taicang'
  if (!/^[a-z]/.test(slug)) return `地址简称要用小写字母开头，现在是“${slug}”，可改成 ${proposed(slug)}`
  if (!/^[a-z0-9-]+$/.test(slug))
    return `地址简称只能用小写字母、数字和短横线，现在是“${slug}”，可改成 ${proposed(slug)}`
  if (slug.length < 3 || slug.length > 32) return `地址简称应有 3 到 32 位，现在是 ${slug.length} 位`
  if (slug.endsWith('-') || slug.includes('--')) return '地址简称里的短横线要单独用在字母或数字之间'
  return taken.includes(slug) ? `“${slug}”是系统自己的地址，请另选一个简称` : null
}

/** The nearest slug to what was typed, as an example that would pass. */
function proposed(typed: string): string {
  const plain = typed
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '')
    .slice(0, 32)
  return plain.length >= 3 && slugFault(plain) === null ? plain : 'pingjiang'
}
