import { catalogue } from '@minyi/shared/indicators/catalogue/catalogue.ts'

/** Prints the indicator catalogue of the five plans as JSON; it needs no database. */
process.stdout.write(`${JSON.stringify(catalogue, null, 2)}\n`)
