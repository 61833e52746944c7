import { routes } from '../app.ts'
import { describeContract } from '../platform/openapi.ts'

/** Prints every operation as plain data; the stored copy is what published mini-apps rely on. */
process.stdout.write(`${JSON.stringify(describeContract(routes.map((route) => route.operation)), null, 1)}\n`)
