/** Stands in the place of Taro's tab bar element on h5, which our own tab bar never asks for. */
export function defineCustomElementTaroTabbar() {}
