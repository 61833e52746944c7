/** Two bounds of one quantity, in its own units: `[lower, upper]`. Bounds that are not defined are NaN. */
export type Interval = [number, number]
