import path from 'node:path'
import { attributes, elements } from './aria-attributes.json'

type Attributes = Record<string, Record<string, string>>
type MiniPlatform = {
  template: { mergeComponents: (ctx: PluginContext, patch: Attributes) => void }
  runtimePath: string | string[]
}
type PluginContext = { registerMethod: (method: { name: string; fn: (platform: MiniPlatform) => void }) => void }

/** Adds aria attributes to weapp's templates, which drop most of them, and to the runtime that fills them. */
export default (ctx: PluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (process.env.TARO_PLATFORM !== 'mini') return
      platform.template.mergeComponents(ctx, Object.fromEntries(elements.map((name) => [name, { ...attributes }])))
      platform.runtimePath = [platform.runtimePath, `post:${path.join(__dirname, 'aria-runtime.js')}`].flat()
    },
  })
}
