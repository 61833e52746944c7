import { config } from 'zod/mini'

/** The mini-program runtime forbids `new Function`; this has to run before any schema is declared. */
config({ jitless: true })
