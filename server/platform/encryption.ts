import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** What seals personal values. `blindIndex` is a keyed hash that finds equal values without opening any. */
export type Encryption = {
  keyVersion: number
  seal: (plain: string, context: string) => Buffer
  open: (sealed: Buffer, context: string) => string
  blindIndex: (field: string, value: string) => Buffer
  /** A secret that belongs to an id (receipt, claim): derived, so that a repeated answer is the same answer. */
  secretFor: (purpose: string, id: string) => string
}

/** Builds the provider that the configuration names: AES-256-GCM, or 国密 SM4-CTR with HMAC-SM3. */
export function openEncryption(masterKeyHex: string, kind: 'aes' | 'sm'): Encryption {
  const master = Buffer.from(masterKeyHex, 'hex')
  const derive = (name: string, length: number) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `minyi/${name}`, length)))
  const [indexKey, secretKey] = [derive('blind-index', 32), derive('secrets', 32)]
  const cipher = kind === 'aes' ? aesGcm(derive('aes-256-gcm', 32)) : sm4Ctr(derive('sm4', 16), derive('hmac-sm3', 32))
  return {
    ...cipher,
    blindIndex: (field, value) => createHmac('sha256', indexKey).update(`${field}\0${value}`).digest(),
    secretFor: (purpose, id) =>
      createHmac('sha256', secretKey).update(`${purpose}\0${id}`).digest('base64url').slice(0, 22),
  }
}

/** Compares two secrets in constant time. */
export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

type Cipher = Pick<Encryption, 'keyVersion' | 'seal' | 'open'>

function aesGcm(key: KeyObject): Cipher {
  return {
    keyVersion: 1,
    seal(plain, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, context) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

function sm4Ctr(key: KeyObject, macKey: KeyObject): Cipher {
  const tagOf = (nonce: Buffer, body: Buffer, context: string) =>
    createHmac('sm3', macKey).update(nonce).update(body).update(context).digest()
  return {
    keyVersion: 101,
    seal(plain, context) {
      const nonce = randomBytes(16)
      const cipher = createCipheriv('sm4-ctr', key, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, tagOf(nonce, body, context), body])
    },
    open(sealed, context) {
      const nonce = sealed.subarray(0, 16)
      const body = sealed.subarray(48)
      if (!timingSafeEqual(tagOf(nonce, body, context), sealed.subarray(16, 48)))
        throw new Error('sealed value was altered')
      const decipher = createDecipheriv('sm4-ctr', key, nonce)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
  }
}
