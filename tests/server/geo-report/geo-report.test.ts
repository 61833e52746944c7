import { randomUUID } from 'node:crypto'
import { cases } from '@minyi/server/features/cases/tables.ts'
import { makeKey } from '@minyi/server/features/integrations/service.ts'
import { readReceipt } from '@minyi/shared/cases/resident/contract.ts'
import { eq } from 'drizzle-orm'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItems } from '../../support/factories/bulletins.ts'
import { must } from '../../support/factories/cases.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let key: string
let importKey: string
let unit: { id: string }
let village: { id: string }
const secretWords = '诉求原文里的姓名王小明和门牌'

beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  unit = await makeUnit(ctx, { name: '市城管局' })
  const town = await makeArea(ctx, { level: 'township' })
  village = await makeArea(ctx, { level: 'village', parentId: town.id })
  const draft = { sourceIds: null, perMinute: 600, endsAt: null }
  key = (await makeKey(ctx, { ...draft, id: randomUUID(), name: '演示', scopes: ['api.open311'] })).token
  importKey = (await makeKey(ctx, { ...draft, id: randomUUID(), name: '导入', scopes: ['api.import'] })).token
})
afterAll(() => server.close())

const here = () => `jurisdiction_id=${server.east.slug}`
const get = async (path: string) => {
  const { statusCode, headers, body } = await server.app.inject({ method: 'GET', url: `/open311/${path}` })
  return { status: statusCode, type: String(headers['content-type']), body }
}
const json = async (path: string) => {
  const answer = await get(path)
  return { ...answer, value: JSON.parse(answer.body) }
}
const post = async (form: Record<string, string>, format = 'json') => {
  const { statusCode, headers, body } = await server.app.inject({
    method: 'POST',
    url: `/open311/v2/requests.${format}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  return { status: statusCode, type: String(headers['content-type']), body }
}
const xml = (body: string) => new XMLParser().parse(body)
const complaint = (given: Record<string, string> = {}) => ({
  api_key: key,
  jurisdiction_id: server.east.slug,
  service_code: 'conduct-uncivil',
  lat: '31.4512',
  long: '121.1003',
  address_id: village.id,
  'attribute[unit]': unit.id,
  description: secretWords,
  first_name: '小明',
  last_name: '王',
  phone: '13800001234',
  email: 'a@example.org',
  device_id: randomUUID(),
  ...given,
})

describe('service discovery', () => {
  it('tells where the API is and in which formats, as JSON and XML', async () => {
    const { status, value, type } = await json('discovery.json')
    expect([status, type]).toEqual([200, 'application/json; charset=utf-8'])
    const [endpoint] = value.endpoints
    expect(endpoint).toMatchObject({ specification: 'http://wiki.open311.org/GeoReport_v2', type: 'production' })
    expect(endpoint.url).toMatch(/^http:\/\/[^/]+\/open311\/v2$/)
    expect(endpoint.formats).toEqual(['application/json', 'text/xml'])
    const other = await get('discovery.xml')
    expect(other.type).toBe('text/xml; charset=utf-8')
    expect(other.body).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<discovery>/)
    expect(xml(other.body).discovery.endpoints.endpoint.formats.format).toEqual(['application/json', 'text/xml'])
  })
})

describe('GET services', () => {
  it('lists the four kinds of complaints and the topics of the place', async () => {
    const { value } = await json(`v2/services.json?${here()}`)
    const codes = value.map((one: { service_code: string }) => one.service_code)
    expect(codes.slice(0, 4)).toEqual(['conduct-irregular', 'conduct-uncivil', 'conduct-inaction', 'conduct-abuse'])
    expect(codes.length).toBeGreaterThan(10)
    for (const one of value) {
      expect(Object.keys(one).sort()).toEqual(
        ['description', 'group', 'keywords', 'metadata', 'service_code', 'service_name', 'type'].sort(),
      )
    }
    const { services } = xml((await get(`v2/services.xml?${here()}`)).body)
    expect(services.service).toHaveLength(codes.length)
  })

  it('defines what a service asks', async () => {
    const { value } = await json(`v2/services/conduct-uncivil.json?${here()}`)
    expect(value.service_code).toBe('conduct-uncivil')
    expect(value.attributes[0]).toMatchObject({
      variable: true,
      code: 'unit',
      datatype: 'singlevaluelist',
      required: true,
      order: 1,
    })
    expect(value.attributes[0].values).toContainEqual({ key: unit.id, name: '市城管局' })
    const { service_definition } = xml((await get(`v2/services/conduct-uncivil.xml?${here()}`)).body)
    expect(service_definition.attributes.attribute[0].values.value.key).toBe(unit.id)
  })
})

describe('errors', () => {
  it.each([
    ['a missing jurisdiction', 'v2/services.json', 400, 'jurisdiction_id was not provided'],
    ['an unknown jurisdiction', 'v2/services.json?jurisdiction_id=nowhere', 404, 'jurisdiction_id was not found'],
    ['an unknown service', 'v2/services/nothing.json?HERE', 404, 'service_code was not found'],
    ['an unknown request', `v2/requests/${randomUUID()}.json?HERE`, 404, 'service_request_id was not found'],
    ['an id that is none', 'v2/requests/293944.json?HERE', 404, 'service_request_id was not found'],
    ['an unknown token', 'v2/tokens/12345.json?HERE', 404, 'token was not found'],
    ['an unknown service of a list', 'v2/requests.json?HERE&service_code=nothing', 404, 'service_code was not found'],
    ['an unknown status', 'v2/requests.json?HERE&status=lost', 400, 'status must be open or closed'],
    [
      'a date that is none',
      'v2/requests.json?HERE&start_date=yesterday',
      400,
      'dates must be in w3 format, such as 2026-01-01T00:00:00Z',
    ],
    [
      'more than 90 days',
      'v2/requests.json?HERE&start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z',
      400,
      'start_date and end_date may not span more than 90 days',
    ],
  ])('tell of %s in the form of the specification', async (_, path, code, description) => {
    const { status, value } = await json(path.replace('HERE', here()))
    expect(status).toBe(code)
    expect(value).toEqual([{ code, description }])
  })

  it('are told in XML too', async () => {
    const { body, status } = await get('v2/services.xml')
    expect(status).toBe(400)
    expect(xml(body)).toMatchObject({
      errors: { error: { code: 400, description: 'jurisdiction_id was not provided' } },
    })
    expect((await get(`v2/services.yaml?${here()}`)).status).toBe(404)
  })

  it('are told so by what the framework refuses as well, and for what there is not', async () => {
    const { statusCode, headers, body } = await server.app.inject({
      method: 'POST',
      url: `/open311/v2/requests.json?${here()}`,
      headers: { 'content-type': 'text/csv' },
      payload: 'a,b',
    })
    expect([statusCode, headers['content-type']]).toEqual([415, 'application/json; charset=utf-8'])
    expect(JSON.parse(body)).toEqual([{ code: 415, description: 'the request cannot be read' }])
    const { status, value } = await json(`v2/nothing.json?${here()}`)
    expect([status, value]).toEqual([404, [{ code: 404, description: 'there is no such resource' }]])
    expect(xml((await get('v2/nothing.xml')).body).errors.error.code).toBe(404)
  })

  it('say when to come back once a key calls too often', async () => {
    const ctx = server.as(server.east)
    const draft = { scopes: ['api.open311' as const], sourceIds: null, perMinute: 1, endsAt: null }
    const { token } = await makeKey(ctx, { ...draft, id: randomUUID(), name: '限速' })
    await post(complaint({ api_key: token }))
    const { statusCode, headers, body } = await server.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(complaint({ api_key: token })).toString(),
    })
    expect([statusCode, JSON.parse(body)[0].code]).toEqual([429, 429])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  })

  it.each([
    ['no key', { api_key: '' }, 403, 'api_key was not provided'],
    ['a wrong key', { api_key: 'mk_wrong' }, 403, 'Invalid api_key received'],
    ['no service', { service_code: '' }, 400, 'service_code was not provided'],
    ['an unknown service', { service_code: 'x' }, 404, 'service_code was not found'],
    ['no place', { lat: '', address_id: '' }, 400, 'location was not provided'],
    ['an unknown address', { address_id: randomUUID() }, 404, 'address_id was not found'],
    ['a position that is none', { lat: '300' }, 400, 'position.latitude'],
    ['no unit', { 'attribute[unit]': '' }, 400, 'attribute[unit] was not provided'],
    ['an unknown unit', { 'attribute[unit]': randomUUID() }, 400, 'accusedUnitId'],
    ['no words', { description: '' }, 400, 'text'],
    ['too many words', { description: '字'.repeat(4001) }, 400, 'description may hold 4000'],
    ['a wrong telephone', { phone: '123' }, 400, 'phone is not valid'],
  ])('of a request with %s say what is wrong', async (_, given, status, words) => {
    const answer = await post(complaint(given))
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)[0].description).toContain(words)
  })

  it('takes as many characters as the specification says, and keeps them all', async () => {
    const description = '🏠'.repeat(10) + '字'.repeat(3990)
    const answer = await post(complaint({ description }))
    expect(answer.status).toBe(201)
    const id = JSON.parse(answer.body)[0].service_request_id
    const [item] = await server.as(server.east).db.select({ text: cases.text }).from(cases).where(eq(cases.id, id))
    expect(item?.text).toBe(description)
  })

  it('refuse a key that was given for something else', async () => {
    expect((await post(complaint({ api_key: importKey }))).status).toBe(403)
  })
})

describe('a request', () => {
  it('becomes an item like any other, with its resident sealed, and is followed by its id and its receipt', async () => {
    const answer = await post(complaint(), 'xml')
    expect([answer.status, answer.type]).toEqual([201, 'text/xml; charset=utf-8'])
    const { request } = xml(answer.body).service_requests
    const [item] = await server.as(server.east).db.select().from(cases).where(eq(cases.id, request.service_request_id))
    expect(item).toMatchObject({
      kind: 'complaint',
      conduct: 'uncivil',
      accusedUnitId: unit.id,
      identity: 'supervisor',
      areaId: village.id,
    })
    expect(JSON.stringify(item)).not.toMatch(/13800001234|example\.org|31\.4512/)
    const [, number = '', secret = ''] = /编号 (\S+)，查询码 ([^。]+)。/.exec(request.service_notice) ?? []
    const progress = await must(server.call(readReceipt, { number, secret }))
    expect(progress.id).toBe(request.service_request_id)
    const { value } = await json(`v2/tokens/${progress.id}.json?${here()}`)
    expect(value).toEqual([{ service_request_id: progress.id, token: progress.id }])
  })

  it('of a topic keeps the topic', async () => {
    const { value } = await json(`v2/services.json?${here()}`)
    const code = value.find((one: { service_code: string }) => one.service_code.startsWith('topic-')).service_code
    const form = complaint({
      service_code: code,
      'attribute[identity]': 'public',
      description: '建议增设路灯，方便夜间出行。',
    })
    const [filed] = JSON.parse((await post(form)).body)
    const [item] = await server.as(server.east).db.select().from(cases).where(eq(cases.id, filed.service_request_id))
    expect(item).toMatchObject({ kind: 'opinion', topicId: code.slice('topic-'.length) })
    const listed = await json(`v2/requests.json?${here()}&service_code=${code}`)
    expect(listed.value).toHaveLength(1)
    expect(listed.value[0]).toMatchObject({ service_code: code, status: 'open' })
  })

  it('that is not public tells its state alone, and is in no list', async () => {
    const [filed] = JSON.parse((await post(complaint())).body)
    const id = filed.service_request_id
    const { value } = await json(`v2/requests/${id}.json?${here()}`)
    expect(value).toEqual([{ service_request_id: id, status: 'open', status_notes: '待受理' }])
    const listed = await json(`v2/requests.json?${here()}`)
    expect(listed.body).not.toContain(id)
    const named = await json(`v2/requests.json?${here()}&service_request_id=${id},${randomUUID()}`)
    expect(named.value).toEqual(value)
    expect((await get(`v2/requests/${id}.json?jurisdiction_id=${server.west.slug}`)).status).toBe(404)
  })

  it('that is public tells service, office, times and the village, and neither words, names nor position', async () => {
    const [filed] = JSON.parse((await post(complaint({ 'attribute[identity]': 'public' }))).body)
    const answer = await json(`v2/requests/${filed.service_request_id}.json?${here()}`)
    expect(answer.value[0]).toMatchObject({
      service_code: 'conduct-uncivil',
      service_name: '投诉行政执法不文明',
      lat: null,
      long: null,
      requested_datetime: '2026-06-11T09:00:00+08:00',
    })
    expect(answer.value[0].address).toBeTruthy()
    expect(answer.body).not.toMatch(/王小明|13800001234|31\.45/)
    expect((await get(`v2/requests.xml?${here()}`)).body).not.toMatch(/王小明|13800001234|31\.45/)
  })

  it('is filed as JSON by clients that send no form, and an empty filter asks for nothing', async () => {
    const { statusCode, body } = await server.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      payload: complaint(),
    })
    expect(statusCode).toBe(201)
    expect(JSON.parse(body)[0]).toMatchObject({ service_request_id: expect.any(String), account_id: null })
    const listed = await json(`v2/requests.json?${here()}&status=&service_code=&service_request_id=&start_date=`)
    expect(listed.status).toBe(200)
  })

  it('is listed by time, at most a thousand, and by where it stands', async () => {
    const ctx = server.as(server.east)
    const span = 'start_date=2026-02-01T00:00:00Z&end_date=2026-03-01T00:00:00Z'
    await makeItems(ctx, { count: 1010, at: '2026-02-10T10:00:00+08:00', unitId: unit.id, identity: 'public' })
    expect((await json(`v2/requests.json?${here()}&${span}`)).value).toHaveLength(1000)
    expect((await json(`v2/requests.json?${here()}&${span}&status=open`)).value).toHaveLength(0)
    expect((await json(`v2/requests.json?${here()}&${span}&status=open,closed`)).value).toHaveLength(1000)
    expect((await json(`v2/requests.json?${here()}&${span}&service_code=conduct-abuse`)).value).toEqual([])
    const recent = await json(`v2/requests.json?${here()}`)
    expect(recent.value.every((one: { requested_datetime: string }) => one.requested_datetime > '2026-03-13')).toBe(
      true,
    )
  })
})
