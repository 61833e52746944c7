import type { z } from 'zod'
import type { Access } from './identity.ts'
import type { ProblemCode } from './problems.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** How the answer travels: one JSON value, a file to download, or server-sent events. */
export type Carriage = 'json' | 'file' | 'events'

/**
 * An operation declared once, as data: the server binds it, the client calls it, the OpenAPI document is printed from it
 * and the tests walk it. `path` is below `/api/{tenant}`; its `:names` are taken from `input`, the rest of `input` is the
 * query string of a GET and the JSON body of everything else.
 */
export type Operation<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
  name: string
  summary: string
  method: Method
  path: `/${string}`
  access: Access
  input: I
  output: O
  problems: readonly ProblemCode[]
  carriage: Carriage
  /** The largest body in bytes; 1 MiB where nothing is said. */
  maxBytes?: number
}

export type InputOf<Op extends { input: z.ZodType }> = z.output<Op['input']>
export type OutputOf<Op extends { output: z.ZodType }> = z.output<Op['output']>
/** What a caller writes down, before defaults are filled in. */
export type DraftOf<Op extends { input: z.ZodType }> = z.input<Op['input']>

export function operation<I extends z.ZodObject, O extends z.ZodType>(
  declared: Omit<Operation<I, O>, 'carriage'> & { carriage?: Carriage },
): Operation<I, O> {
  return { carriage: 'json', ...declared }
}

/** The path with its `:names` filled in from the input, and what is left of the input. */
export function splitInput(path: string, input: Record<string, unknown>) {
  const rest = { ...input }
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}
