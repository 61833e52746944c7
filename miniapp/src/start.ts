import { z } from 'zod'

/** The mini-program runtime forbids `new Function`; this has to run before any schema is declared. */
z.config({ jitless: true })
