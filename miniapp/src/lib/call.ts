import type { Access } from '@minyi/shared/platform/identity.ts'
import { type DraftOf, type Operation, type OutputOf, splitInput } from '@minyi/shared/platform/operation.ts'
import {
  type ChangeSince,
  type FieldFault,
  type ProblemBody,
  type ProblemCode,
  problems,
} from '@minyi/shared/platform/problems.ts'
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios'
import { apiBase } from './platform'
import { closeSession, type SessionKind, tokenOf } from './session'

/** What a person is told when a call did not succeed; `offline` never reached the server, or its answer got lost. */
export type CallFailureCode = ProblemCode | 'offline'

export class CallFailure extends Error {
  readonly code: CallFailureCode
  readonly title: string
  readonly fields: FieldFault[]
  /** What the server adds to the title of its problem: why it is so, or what somebody else did meanwhile. */
  readonly detail: string | undefined
  /** What somebody else did meanwhile, where the call came too late. */
  readonly changes: ChangeSince[]

  constructor(
    code: CallFailureCode,
    title: string,
    fields: FieldFault[] = [],
    detail?: string,
    changes: ChangeSince[] = [],
  ) {
    super(`${code}: ${title}`)
    this.code = code
    this.title = title
    this.fields = fields
    this.detail = detail
    this.changes = changes
  }

  /** The words for one field of a form, if that field is at fault. */
  fieldMessage(path: string): string | undefined {
    return this.fields.find((fault) => fault.path === path)?.message
  }
}

export type CallOptions = {
  /** Whose session is sent; without it, the one the operation asks for. */
  as?: SessionKind
  /** The claim or receipt secret that replaces a session where an operation takes one in a header. */
  headers?: Record<string, string>
  timeoutMs?: number
}

const defaultTimeoutMs = 20_000
const retryDelaysMs = [600, 2_000]

const offlineTitle = '没有连上网络，内容还在本机，请稍后再试'

/** Sends one declared operation and gives its declared answer, or throws a CallFailure with the server's own words. */
export async function call<Op extends Operation>(
  operation: Op,
  input: DraftOf<Op>,
  options: CallOptions = {},
): Promise<OutputOf<Op>> {
  const kind = options.as ?? sessionFor(operation.access)
  const request = requestOf(operation, input, kind, options)
  const attempts = isRepeatable(operation, input) ? retryDelaysMs.length + 1 : 1
  for (let attempt = 1; ; attempt++) {
    const response = await send(request)
    if (response && response.status < 300) return asDeclared<Op>(response.data)
    const failure = failureOf(response)
    if (attempt >= attempts || !isPassing(failure)) {
      if (failure.code === 'sign-in-required') closeSession(kind)
      throw failure
    }
    await pause(retryDelaysMs[attempt - 1] ?? 0, response)
  }
}

/**
 * The failure in an unknown error. What is not a failed call is a fault of the page: the person is told so, and it is thrown once more
 * where whoever watches over pages sees it.
 */
export function failureFrom(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error
  setTimeout(() => {
    throw error
  })
  return new CallFailure('unexpected', '这一页出了问题，请再试一次')
}

/** Whose session an operation asks for: the resident's where either would do. */
export function sessionFor(access: Access): SessionKind {
  if (access === 'resident') return 'resident'
  if (access === 'anyone' || access === 'signed-in')
    return tokenOf('resident') || !tokenOf('staff') ? 'resident' : 'staff'
  return 'staff'
}

function requestOf(operation: Operation, input: unknown, kind: SessionKind, options: CallOptions): AxiosRequestConfig {
  const { path, rest } = splitInput(operation.path, asFields(input))
  const token = tokenOf(kind)
  const isRead = operation.method === 'GET'
  return {
    method: operation.method,
    url: apiBase() + path + (isRead ? queryOf(rest) : ''),
    data: isRead ? undefined : JSON.stringify(rest),
    timeout: options.timeoutMs ?? defaultTimeoutMs,
    headers: {
      accept: 'application/json',
      ...(isRead ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...options.headers,
    },
    validateStatus: () => true,
  }
}

/** Fields as a query string, arrays repeated; empty where there are none. */
export function queryOf(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null)
      .map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** A read, and a write that carries the id the client made, can be sent again without doing anything twice. */
function isRepeatable(operation: Operation, input: unknown): boolean {
  return operation.method === 'GET' || typeof asFields(input).id === 'string'
}

function isPassing(failure: CallFailure): boolean {
  return failure.code === 'offline' || failure.code === 'intake-full' || failure.code === 'unavailable'
}

async function send(request: AxiosRequestConfig): Promise<AxiosResponse<unknown> | undefined> {
  try {
    return await axios.request<unknown>(request)
  } catch (error) {
    if (axios.isAxiosError(error)) return undefined
    throw error
  }
}

function failureOf(response: AxiosResponse<unknown> | undefined): CallFailure {
  if (!response || response.status === 0) return new CallFailure('offline', offlineTitle)
  const body = response.data
  if (isProblem(body)) return new CallFailure(body.code, body.title, body.fields, body.detail, body.changes)
  return new CallFailure('unexpected', problems.unexpected.title)
}

function isProblem(body: unknown): body is ProblemBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    body.code in problems
  )
}

function pause(delayMs: number, response: AxiosResponse<unknown> | undefined): Promise<void> {
  const seconds = Number(response?.headers?.['retry-after'])
  const waitMs = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, 5_000) : delayMs
  return new Promise((resolve) => setTimeout(resolve, waitMs))
}

/** Guarantee: an operation's input is an object schema. */
export function asFields(input: unknown): Record<string, unknown> {
  return input as Record<string, unknown>
}

/** Guarantee: the server writes every answer through the same declared output schema; an older client stays tolerant. */
function asDeclared<Op extends Operation>(data: unknown): OutputOf<Op> {
  return data as OutputOf<Op>
}
