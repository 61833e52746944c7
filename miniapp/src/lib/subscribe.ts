import Taro from '@tarojs/taro'

/** The most templates that WeChat's own window asks about at once. */
const mostAtOnce = 3

/**
 * Asks in WeChat's own window whether it may send a message for each template; must be called from a tap. Answers with the templates
 * that were allowed: each tap allows one message. Whoever closes the window, or has switched messages off, allows none.
 */
export async function askToSubscribe(templateIds: readonly string[]): Promise<string[]> {
  const tmplIds = templateIds.slice(0, mostAtOnce)
  if (tmplIds.length === 0) return []
  try {
    const answer: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })) }
    return tmplIds.filter((id) => answer[id] === 'accept')
  } catch {
    return []
  }
}
