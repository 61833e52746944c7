import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect } from 'react'
import { isH5 } from './platform'

/** The name of the page in the browser's tab, or in WeChat's own bar; again each time the page is shown. */
export function usePageTitle(title: string): void {
  const show = () => {
    if (isH5) document.title = title === '民意直通' ? title : `${title} - 民意直通`
    else Taro.setNavigationBarTitle({ title })
  }
  useDidShow(show)
  useEffect(show, [title])
}
