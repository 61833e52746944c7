import { z } from 'zod'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'

/** A file is sent in pieces of this size; each piece can be sent again, and only missing ones need be. */
export const chunkBytes = 192 * 1024
export const maxPhotoBytes = 10 * 1024 * 1024
/** A table to import; a year of a city's hotline as CSV has about 450 MB. */
export const maxTableBytes = 900 * 1024 * 1024

/** What a file is for. */
export const FilePurpose = z.enum(['case-photo', 'rating-photo', 'supervision-photo', 'statement-photo', 'import-file'])
export type FilePurpose = z.infer<typeof FilePurpose>

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '应是 64 位十六进制的 SHA-256')

/** What whoever sent a file names when it is attached: the secret shows that it is theirs. */
export const FileProof = z.object({
  id: Id,
  secret: z.string().min(1).max(64),
})
export type FileProof = z.infer<typeof FileProof>

/** How far an upload has come: the chunks that have arrived, and, once it is complete, a ticket to look at it. */
export const FileState = z.object({
  id: Id,
  chunkBytes: z.number().int(),
  chunks: z.number().int(),
  received: z.array(z.number().int()),
  complete: z.boolean(),
  mediaType: z.string().nullable(),
  bytes: z.number().int().nullable(),
  ticket: z.string().nullable(),
})
export type FileState = z.infer<typeof FileState>

/** A file as it is shown with the thing it belongs to. The ticket opens it for some minutes: `/files/{id}?ticket=…`. */
export const FileView = z.object({
  id: Id,
  mediaType: z.string(),
  bytes: z.number().int(),
  ticket: z.string(),
})
export type FileView = z.infer<typeof FileView>

export const beginFile = operation({
  name: 'files.begin',
  summary: '开始上传一个文件，取得分片大小和密钥',
  method: 'POST',
  path: '/files',
  access: 'anyone',
  input: z.object({
    id: Id,
    bytes: z.number().int().min(1),
    sha256: Sha256,
    purpose: FilePurpose,
  }),
  output: FileState.extend({ secret: z.string() }),
  problems: ['file-too-large', 'id-reused', 'too-many-requests'],
})

export const putChunk = operation({
  name: 'files.put-chunk',
  summary: '上传一个分片（base64），可以重传',
  method: 'PUT',
  path: '/files/:id/chunks/:index',
  access: 'anyone',
  input: z.object({
    id: Id,
    secret: z.string().min(1).max(64),
    index: z.coerce.number().int().min(0).max(5000),
    data: z.base64().max(350_000),
  }),
  output: FileState,
  problems: ['not-found', 'input-invalid'],
})

export const readFileState = operation({
  name: 'files.state',
  summary: '查已收到哪些分片，断点续传用',
  method: 'POST',
  path: '/files/:id/state',
  access: 'anyone',
  input: z.object({ id: Id, secret: z.string().min(1).max(64) }),
  output: FileState,
  problems: ['not-found'],
})

export const completeFile = operation({
  name: 'files.complete',
  summary: '分片传齐后核对并存好；照片去掉位置和设备信息',
  method: 'POST',
  path: '/files/:id/complete',
  access: 'anyone',
  input: z.object({ id: Id, secret: z.string().min(1).max(64) }),
  output: FileState,
  problems: ['not-found', 'file-chunk-missing', 'file-hash-mismatch', 'file-type-refused', 'file-too-large'],
})

export const readFile = operation({
  name: 'files.read',
  summary: '凭短时有效的查看凭证读取文件',
  method: 'GET',
  path: '/files/:id',
  access: 'anyone',
  input: z.object({ id: Id, ticket: z.string().min(1).max(100) }),
  output: z.string(),
  problems: ['not-found'],
  carriage: 'file',
})
