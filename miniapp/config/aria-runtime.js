import { mergeInternalComponents } from '@tarojs/shared'
import { attributes, elements } from './aria-attributes.json'

mergeInternalComponents(Object.fromEntries(elements.map((element) => [element, { ...attributes }])))
