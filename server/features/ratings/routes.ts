import type { Route } from '../../platform/serve.ts'

export const routes: Route[] = []
