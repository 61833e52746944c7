import { Worker } from 'node:worker_threads'
import type { Paper } from './paper.ts'

export type PaperFormat = 'pdf' | 'docx'
export type Job = { paper: Paper; format: PaperFormat }

/** Sets a paper in a thread of its own: it takes seconds, and the server answers everybody else meanwhile. */
export function pressPaper(paper: Paper, format: PaperFormat): Promise<Buffer> {
  const job: Job = { paper, format }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: job })
  return new Promise((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the press ended with ${code} and no paper`)))
  })
}
