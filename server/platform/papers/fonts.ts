import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const serif = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const sans = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts')

/**
 * Open Chinese fonts (SIL OFL 1.1) that come as packages, so that no font of the machine is needed: 思源宋体 in the place of 仿宋 and 小标宋, 思源
 * 黑体 in that of 黑体.
 */
export const fontFiles = {
  body: join(serif, '400Regular', 'NotoSerifSC_400Regular.ttf'),
  strong: join(serif, '700Bold', 'NotoSerifSC_700Bold.ttf'),
  heading: join(sans, 'NotoSansHans-Medium.otf'),
} as const

/** What Word sets the same words in: the fonts of the standard, which every office has. */
export const wordFonts = { body: '仿宋', heading: '黑体', title: '方正小标宋简体', page: '宋体' } as const
