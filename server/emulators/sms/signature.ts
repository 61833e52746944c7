import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'

type Refusal = { status: number; code: string; message: string }

const driftMs = 900_000

/**
 * Checks ACS3-HMAC-SHA256 from the receiving side (V3版本请求体&签名机制): the canonical request is built from what arrived,
 * every `x-acs-` header must be signed, the date may be 15 minutes off, and a nonce counts once.
 */
export function signatureCheck(key: { accessKeyId: string; accessKeySecret: string }, clock: Clock) {
  const nonces = new Map<string, number>()

  return function refusalOf(request: FastifyRequest): Refusal | null {
    const parts = partsOf(header(request, 'authorization'))
    if (!parts) return refuse(400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
    if (parts.accessKeyId !== key.accessKeyId) {
      return refuse(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
    }
    const expected = signatureOf(request, parts.signedHeaders, key.accessKeySecret)
    if (!isSigned(request, parts.signedHeaders) || !isSame(parts.signature, expected)) {
      return refuse(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.')
    }
    const sentAtMs = Date.parse(header(request, 'x-acs-date'))
    if (Number.isNaN(sentAtMs)) {
      return refuse(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.')
    }
    if (Math.abs(Date.now() - sentAtMs) > driftMs) {
      return refuse(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')
    }
    for (const [nonce, atMs] of nonces) if (clock.now() - atMs > 2 * driftMs) nonces.delete(nonce)
    const nonce = header(request, 'x-acs-signature-nonce')
    if (nonces.has(nonce)) return refuse(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.')
    nonces.set(nonce, clock.now())
    return null
  }
}

/** The signature that the request should carry. */
function signatureOf(request: FastifyRequest, signedHeaders: string[], secret: string): string {
  const [path = '/', query = ''] = request.url.split('?')
  const hashedBody = hash(typeof request.body === 'string' ? request.body : '')
  const canonical = [
    request.method,
    path,
    canonicalQuery(query),
    signedHeaders.map((name) => `${name}:${header(request, name).trim()}\n`).join(''),
    signedHeaders.join(';'),
    hashedBody,
  ].join('\n')
  return createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
    .digest('hex')
}

function isSigned(request: FastifyRequest, signedHeaders: string[]): boolean {
  const mustBe = Object.keys(request.headers).filter((name) => name.startsWith('x-acs-'))
  const body = typeof request.body === 'string' ? request.body : ''
  return (
    [...mustBe, 'host', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'].every((name) =>
      signedHeaders.includes(name),
    ) && header(request, 'x-acs-content-sha256') === hash(body)
  )
}

function partsOf(authorization: string) {
  const found = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  )
  if (!found) return null
  const [, accessKeyId = '', signedHeaders = '', signature = ''] = found
  return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature }
}

/** Decodes what arrived and writes it again the canonical way, so that a sloppy encoding of the sender does not match. */
function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
  return pairs.sort().join('&')
}

function rfc3986(text: string): string {
  return Buffer.from(text, 'utf8').reduce((written, byte) => {
    const sign = String.fromCharCode(byte)
    return written + (/[A-Za-z0-9\-_.~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
  }, '')
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function refuse(status: number, code: string, message: string): Refusal {
  return { status, code, message }
}
