import { parentPort, workerData } from 'node:worker_threads'
import { setDocx } from './docx.ts'
import { setPdf } from './pdf.ts'
import type { Job } from './press.ts'

/** Guarantee: only `press.ts` starts this worker, with a job. */
const { paper, format } = workerData as Job
parentPort?.postMessage(format === 'pdf' ? await setPdf(paper) : await setDocx(paper))
