import { createHash, createHmac } from 'node:crypto'

export type Acs3Request = {
  method: 'GET' | 'POST'
  host: string
  query: Record<string, string>
  body: string
  action: string
  version: string
  /** `2023-10-26T10:22:32Z`, no milliseconds. */
  date: string
  nonce: string
}

/**
 * Signs a call to Alibaba Cloud with ACS3-HMAC-SHA256 (V3版本请求体&签名机制) and gives the headers to send; the path is
 * `/`, the query must be sent exactly as `canonicalQuery` writes it.
 */
export function signAcs3(
  request: Acs3Request,
  key: { accessKeyId: string; accessKeySecret: string },
): Record<string, string> {
  const hashedBody = sha256(request.body)
  const signed: [string, string][] = [
    ['host', request.host],
    ['x-acs-action', request.action],
    ['x-acs-content-sha256', hashedBody],
    ['x-acs-date', request.date],
    ['x-acs-signature-nonce', request.nonce],
    ['x-acs-version', request.version],
  ]
  const names = signed.map(([name]) => name).join(';')
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('')
  const canonical = [request.method, '/', canonicalQuery(request.query), lines, names, hashedBody].join('\n')
  const signature = createHmac('sha256', key.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return {
    ...Object.fromEntries(signed),
    authorization: `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names},Signature=${signature}`,
  }
}

/** Sorted by name and percent-encoded by RFC 3986, which is stricter than `encodeURIComponent`. */
export function canonicalQuery(query: Record<string, string>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
