/** A share of 0 to 1 as `93.6`, one decimal, without its sign. */
export function percentNumber(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1)
}

/** `93.6%` */
export function percent(share: number): string {
  return `${percentNumber(share)}%`
}

/** `92.1%–94.8%` */
export function interval(low: number, high: number): string {
  return `${percent(low)}–${percent(high)}`
}

/** `1,284` */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `90%` where the target is whole, else with its decimal. */
export function target(share: number): string {
  return `${percentNumber(share).replace(/\.0$/, '')}%`
}

/** `91.6–94.5`, under a head that says %. */
export function intervalNumbers(low: number, high: number): string {
  return `${percentNumber(low)}–${percentNumber(high)}`
}
