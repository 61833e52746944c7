import { createHash, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { sweepForgottenFiles } from '@minyi/server/features/files/service.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as files from '@minyi/shared/files/contract.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chunkOf, complaintDraft, makeCaseWorld, must, uploadPhoto } from '../../support/factories/cases.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const begin = (bytes: Buffer, id = randomUUID()) =>
  ({ id, bytes: bytes.length, sha256: sha256(bytes), purpose: 'case-photo' }) as const

/** A photo as a telephone takes it: lying on its side, with position and device. */
async function phonePhoto(width = 3200, height = 1200) {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const exif = {
    IFD0: { Make: 'SECRETPHONE', Model: 'X1' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '31/1 27/1 1234/100',
      GPSLongitudeRef: 'E',
      GPSLongitude: '121/1 6/1 0/1',
    },
  }
  const channels = 3 as const
  return sharp({ create: { width, height, channels, background: '#888', noise } })
    .withExif(exif)
    .withMetadata({ orientation: 6, exif })
    .jpeg({ quality: 90 })
    .toBuffer()
}

async function content(id: string, ticket: string) {
  const query = new URLSearchParams({ ticket })
  return server.app.inject({ method: 'GET', url: `/api/east/files/${id}?${query}` })
}

describe('a photo', () => {
  it('comes out upright, smaller and without position or device', async () => {
    const original = await phonePhoto()
    expect((await sharp(original).metadata()).exif?.includes('SECRETPHONE')).toBe(true)
    const { id, secret } = await uploadPhoto(server, original)
    const state = await must(server.call(files.readFileState, { id, secret }))
    expect(state).toMatchObject({ complete: true, mediaType: 'image/jpeg', received: [] })
    const answer = await content(id, state.ticket ?? '')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('image/jpeg')
    const meta = await sharp(answer.rawPayload).metadata()
    expect([meta.width, meta.height, meta.exif, meta.orientation]).toEqual([960, 2560, undefined, undefined])
    expect(answer.rawPayload.includes('SECRETPHONE')).toBe(false)
    expect(answer.headers['content-disposition']).toContain(`${id}.jpg`)
  })

  it('keeps its transparency as WebP', async () => {
    const drawn = { width: 40, height: 40, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0.5 } }
    const { id, secret } = await uploadPhoto(server, await sharp({ create: drawn }).png().toBuffer())
    expect((await must(server.call(files.readFileState, { id, secret }))).mediaType).toBe('image/webp')
  })

  it('is known by its content, never by what it says it is', async () => {
    const texts = [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'), Buffer.from('%PDF-1.7 no photo')]
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)])
    const broken = (await phonePhoto(64, 64)).subarray(0, 300)
    const details: (string | undefined)[] = []
    for (const bytes of [...texts, heic, broken]) {
      const started = begin(bytes)
      const { secret } = await must(server.call(files.beginFile, started))
      await must(server.call(files.putChunk, { id: started.id, secret, index: 0, data: chunkOf(bytes, 0) }))
      const answer = await server.call(files.completeFile, { id: started.id, secret })
      expect([answer.status, answer.problem.code]).toEqual([415, 'file-type-refused'])
      details.push(answer.problem.detail)
    }
    expect(details[2]).toContain('HEIC')
    expect(details[3]).toContain('已损坏')
  })

  it('over 10 MB is refused before anything is sent', async () => {
    const answer = await server.call(files.beginFile, { ...begin(Buffer.from('x')), bytes: files.maxPhotoBytes + 1 })
    expect([answer.status, answer.problem.code]).toEqual([413, 'file-too-large'])
  })
})

describe('a PDF', () => {
  const pdf = (objects: string | Buffer) =>
    Buffer.concat([
      Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'),
      Buffer.from(objects),
      Buffer.from('\n%%EOF\n'),
    ])
  const stream = (dictionary: string, body: Buffer) =>
    Buffer.concat([
      Buffer.from(`2 0 obj\n<< ${dictionary} /Length ${body.length} >>\nstream\n`),
      body,
      Buffer.from('\nendstream\nendobj'),
    ])
  const complete = async (bytes: Buffer) => {
    const started = begin(bytes)
    const { secret } = await must(server.call(files.beginFile, started))
    await must(server.call(files.putChunk, { id: started.id, secret, index: 0, data: chunkOf(bytes, 0) }))
    return server.call(files.completeFile, { id: started.id, secret })
  }

  it('is kept as it is and opens beside a page, where nothing can run', async () => {
    const original = pdf(stream('/Filter /FlateDecode', deflateSync(Buffer.from('BT (/JS is only a word here) Tj ET'))))
    const { body } = await complete(original)
    expect(body).toMatchObject({ complete: true, mediaType: 'application/pdf' })
    const answer = await content(body.id, body.ticket ?? '')
    expect(answer.rawPayload.equals(original)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${body.id}.pdf`,
      'x-content-type-options': 'nosniff',
    })
    expect(answer.headers['content-security-policy']).toContain("script-src 'none'")
  })

  it.each([
    ['a script', pdf('3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj')],
    ['a script under a name in disguise', pdf('3 0 obj\n<< /S /J#61vaScript /J#53 (app.alert(1)) >>\nendobj')],
    ['a program to start', pdf('3 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj')],
    ['a file inside', pdf('3 0 obj\n<< /Type /Filespec /EF << >> /EmbeddedFiles 4 0 R >>\nendobj')],
    [
      'a script that is packed away',
      pdf(stream('/Type /ObjStm', deflateSync(Buffer.from('3 0 << /JS (app.alert(1)) >>')))),
    ],
    ['objects that cannot be unpacked', pdf(stream('/Type /ObjStm', Buffer.from('not packed')))],
    ['a lock', pdf('trailer << /Encrypt 9 0 R >>')],
    ['no end', Buffer.from('%PDF-1.7\n1 0 obj\n')],
  ])('with %s is not taken', async (_, bytes) => {
    const answer = await complete(bytes)
    expect([answer.status, answer.problem.code]).toEqual([415, 'file-type-refused'])
    expect(answer.problem.detail).toContain('PDF')
  })

  it('is for items alone', async () => {
    const bytes = pdf('')
    const started = { ...begin(bytes), purpose: 'rating-photo' } as const
    const { secret } = await must(server.call(files.beginFile, started))
    await must(server.call(files.putChunk, { id: started.id, secret, index: 0, data: chunkOf(bytes, 0) }))
    expect((await server.call(files.completeFile, { id: started.id, secret })).problem.code).toBe('file-type-refused')
  })
})

describe('an upload', () => {
  it('goes on after a kill, at another server process on the same data', async () => {
    const original = await phonePhoto()
    const started = begin(original)
    const { id } = started
    const { secret, chunks } = await must(server.call(files.beginFile, started))
    expect(chunks).toBeGreaterThan(2)
    await must(server.call(files.putChunk, { id, secret, index: 1, data: chunkOf(original, 1) }))
    const second = await startServer({ databaseUrl: server.database.url, dataDir: server.dataDir })
    const early = await second.call(files.completeFile, { id, secret })
    expect(early.problem.code).toBe('file-chunk-missing')
    const { received } = await must(second.call(files.readFileState, { id, secret }))
    expect(received).toEqual([1])
    const missing = Array.from({ length: chunks }, (_, index) => index).filter((index) => !received.includes(index))
    for (const [turn, index] of missing.entries()) {
      const at = turn % 2 === 0 ? second : server
      await must(at.call(files.putChunk, { id, secret, index, data: chunkOf(original, index) }))
    }
    const [one, two] = await Promise.all([
      must(server.call(files.completeFile, { id, secret })),
      must(second.call(files.completeFile, { id, secret })),
    ])
    expect(one).toEqual(two)
    expect(readdirSync(join(server.dataDir, 'files', 'parts', server.east.id)).includes(id)).toBe(false)
    await second.close()
  })

  it('that was damaged on the way starts anew', async () => {
    const original = await phonePhoto(300, 300)
    const started = { ...begin(original), sha256: sha256(Buffer.from('another')) }
    const { secret } = await must(server.call(files.beginFile, started))
    const chunk = { id: started.id, secret, index: 0, data: chunkOf(original, 0) }
    await must(server.call(files.putChunk, chunk))
    const answer = await server.call(files.completeFile, { id: started.id, secret })
    expect([answer.status, answer.problem.code]).toEqual([409, 'file-hash-mismatch'])
    expect((await must(server.call(files.readFileState, { id: started.id, secret }))).received).toEqual([])
    const wrongSize = await server.call(files.putChunk, { ...chunk, data: Buffer.from('short').toString('base64') })
    expect(wrongSize.problem.fields?.[0]?.path).toBe('data')
  })

  it('belongs to who holds its secret, in its own tenant', async () => {
    const started = begin(await phonePhoto(50, 50))
    const first = await must(server.call(files.beginFile, started))
    expect(await must(server.call(files.beginFile, started))).toEqual(first)
    const other = await server.call(files.beginFile, { ...started, bytes: 7 })
    expect(other.problem.code).toBe('id-reused')
    const guess = { id: started.id, secret: 'x'.repeat(22) }
    for (const operation of [files.readFileState, files.completeFile]) {
      expect((await server.call(operation, guess)).status).toBe(404)
    }
    expect((await server.call(files.putChunk, { ...guess, index: 0, data: 'aGk=' })).status).toBe(404)
    const elsewhere = await server.call(
      files.readFileState,
      { id: started.id, secret: first.secret },
      undefined,
      server.west,
    )
    expect(elsewhere.status).toBe(404)
  })

  it('is stored once for the same content, and read only with a fresh ticket', async () => {
    const original = await phonePhoto(120, 90)
    const one = await uploadPhoto(server, original)
    const two = await uploadPhoto(server, original)
    const { ticket } = await must(server.call(files.readFileState, one))
    expect((await content(two.id, ticket ?? '')).statusCode).toBe(404)
    expect((await content(one.id, 'zzz.zzz')).statusCode).toBe(404)
    server.clock.now = new Date(server.clock.now.getTime() + 16 * 60_000)
    expect((await content(one.id, ticket ?? '')).statusCode).toBe(404)
  })

  it('that belongs to nothing is removed after a day; an attached one stays', async () => {
    const world = await makeCaseWorld(server)
    const lost = await uploadPhoto(server, await phonePhoto(77, 33))
    const kept = await uploadPhoto(server, await phonePhoto(78, 34))
    const draft = complaintDraft(world, { photos: [kept] })
    const { id: caseId, secret } = await must(server.call(own.submitCase, draft))
    server.clock.now = new Date(server.clock.now.getTime() + 25 * 3_600_000)
    expect(await sweepForgottenFiles(server.platform)).toBeGreaterThan(0)
    expect((await server.call(files.readFileState, lost)).status).toBe(404)
    const { number } = await must(server.call(own.addToCase, { id: randomUUID(), caseId, secret, words: '补充' }))
    const progress = await must(server.call(own.readReceipt, { number, secret }))
    expect(progress.photos).toHaveLength(1)
    const photo = progress.photos[0]
    expect((await content(photo?.id ?? '', photo?.ticket ?? '')).statusCode).toBe(200)
  })
})
