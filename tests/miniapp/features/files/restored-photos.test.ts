import axios, { AxiosError } from 'axios'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { proofsOf, restorePhotos, usePhotos } from '@/features/files/store'
import { keep } from '@/lib/storage'

const photo = { id: '0b9c52a4-3c40-4a37-8f0a-4d5a3d1f1d11', secret: 'secret' }

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 })
  localStorage.clear()
  usePhotos.setState({ boxes: {} })
  keep('kept:photos:draft', [photo])
})
afterEach(() => {
  vi.useRealTimers()
})

const answer = (status: number, data: unknown) => {
  axios.defaults.adapter = async (config) => ({ status, data, statusText: '', headers: {}, config })
}

test('photos that arrived stay with their draft while there is no network', async () => {
  axios.defaults.adapter = () => Promise.reject(new AxiosError('lost'))
  await restorePhotos('draft')
  expect(proofsOf('draft')).toEqual([photo])
})

test('photos that the server let go of are dropped from their draft', async () => {
  answer(404, { type: '/problems/not-found', code: 'not-found', title: '没有找到，或者您无权查看', status: 404 })
  await restorePhotos('draft')
  expect(proofsOf('draft')).toEqual([])
})

test('photos that the server still has are shown again', async () => {
  answer(200, { received: [0], complete: true, ticket: 'ticket', mediaType: 'image/jpeg', bytes: 12 })
  await restorePhotos('draft')
  expect(usePhotos.getState().boxes.draft).toMatchObject([
    { ...photo, size: 12, path: expect.stringContaining('ticket') },
  ])
})
