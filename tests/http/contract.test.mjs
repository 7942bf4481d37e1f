// api/openapi.yaml and the program say the same: the document is a valid one,
// its operations are the program's routes, and whatever public operation is
// asked for, rightly or wrongly, the answer is one that the document lists.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import SwaggerParser from '@apidevtools/swagger-parser'
import { parse } from 'yaml'

import { at, makeCity, startServer, text } from './city.mjs'
import { DOCUMENT, readContract, SOURCE, strictSchema } from './contract.mjs'

let city
let server
let contract
let known // a value that is there, by the parameter's name

before(async () => {
  city = makeCity()
  server = await startServer(city.city, '--log')
  contract = await readContract()
  const { schools } = await (await fetch(`${server.address}/v1/schools`)).json()
  known = {
    at: text(at(5.2, 3.4)),
    from: text(at(5.2, 3.4)),
    school: schools[0].id,
    ward: 'w1',
    q: 'lê lợi',
    bbox: '106,10,107,11',
    collection: 'schools',
    item: schools[0].id,
    matrix_set: 'WebMercatorQuad',
    metres: '500,1000',
    set: 'base',
    z: '14',
    x: '13049',
    y: '7702',
  }
})

after(async () => {
  await server?.stop()
  city?.remove()
})

// As it stands: nothing tidied up by a client.
function ask(path, { method = 'GET', headers = {} } = {}) {
  const { hostname, port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, method, headers }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () =>
        resolve({ method, path, status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
    request.on('error', reject)
    request.end()
  })
}

async function checked(path, options) {
  const answer = await ask(path, options)
  contract.check(answer)
  return answer
}

const publicGets = () => contract.operations().filter(({ method, isPublic }) => method === 'get' && isPublic)

const example = (parameter) =>
  parameter.example ??
  Object.values(parameter.examples ?? {})[0]?.value ??
  parameter.schema.example ??
  parameter.schema.default ??
  parameter.schema.enum?.[0]

const encode = (value) => encodeURIComponent(value).replaceAll('%2C', ',')

// The address of an operation with these values; those that are undefined and
// not part of the path are left out.
function address({ path, parameters }, values) {
  const query = []
  for (const { name, in: place } of parameters) {
    if (place === 'path') path = path.replace(`{${name}}`, encode(values[name] ?? 'x'))
    else if (place === 'query' && values[name] !== undefined) query.push(`${name}=${encode(values[name])}`)
  }
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

const pick = (parameters, value) => Object.fromEntries(parameters.map((one) => [one.name, value(one)]))

/// Operations that take one of several: what to leave out of the rest.
const INSTEAD = { to: 'school', school: 'at', ward: 'school', city: 'school' }

test('the document is a valid one of OpenAPI 3.0', async () => {
  const document = await SwaggerParser.validate(DOCUMENT)
  assert.match(document.openapi, /^3\.0\./)
})

test('every operation has a name of its own, a summary and tags', () => {
  const ids = contract.operations().map(({ operation }) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length)
  for (const { method, path, operation } of contract.operations()) {
    assert.ok(operation.operationId, `${method} ${path}`)
    assert.ok(operation.summary, `${method} ${path}`)
    assert.ok(operation.tags?.length > 0, `${method} ${path}`)
  }
})

test('the server hands out the document as it is written, and as JSON the same', async () => {
  const written = readFileSync(DOCUMENT, 'utf8')
  assert.equal((await checked('/v1/openapi.yaml')).body.toString(), written)
  assert.deepEqual(JSON.parse((await checked('/v1/openapi.json')).body), parse(written))
})

// The tables of routes, as they stand in the source.
function tableRoutes() {
  const api = join(SOURCE, 'api')
  const routes = new Set()
  for (const folder of readdirSync(api, { withFileTypes: true }))
    if (folder.isDirectory())
      for (const file of readdirSync(join(api, folder.name)))
        if (file.endsWith('.c'))
          for (const [, method, path] of readFileSync(join(api, folder.name, file), 'utf8').matchAll(
            /\{\s*"(GET|PUT|POST|PATCH|DELETE)",\s*"(\/[^"]*)"/g,
          ))
            routes.add(`${method} ${path}`)
  return [...routes].sort()
}

test('its operations are the routes of the program', () => {
  const listed = contract.operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  assert.deepEqual(listed.sort(), tableRoutes())
})

test('every public GET answers its own examples as it says', async () => {
  for (const operation of publicGets())
    await checked(address(operation, pick(operation.parameters, (one) => (one.required ? example(one) : undefined))))
})

test('every public GET succeeds with what is there', async () => {
  for (const operation of publicGets()) {
    const { parameters } = operation
    const values = pick(parameters, (one) => (one.required ? (known[one.name] ?? example(one)) : undefined))
    let answer = await checked(address(operation, values))
    const choices = parameters.filter((one) => !one.required && known[one.name] !== undefined)
    for (const choice of choices)
      if (answer.status === 400)
        answer = await checked(address(operation, { ...values, [choice.name]: known[choice.name] }))
    assert.ok(answer.status < 300 || answer.status === 404, `${answer.path}: ${answer.status} ${answer.body}`)
  }
})

test('every public GET answers HEAD, and a 304 to who has it already', async () => {
  for (const operation of publicGets()) {
    const path = address(operation, pick(operation.parameters, (one) => known[one.name] ?? (one.required ? example(one) : undefined)))
    const answer = await checked(path)
    const head = await checked(path, { method: 'HEAD' })
    assert.equal(head.status, answer.status, path)
    assert.equal(head.body.length, 0)
    const { etag } = answer.headers
    if (!etag) continue
    const again = await checked(path, { headers: { 'If-None-Match': etag } })
    assert.equal(again.status, 304, path)
    assert.equal(again.headers.etag, etag)
  }
})

const WRONG = ['', ' ', '0', '-1', '1e9', 'x', 'null', '106.7,10.8,1', '999,999', 'a'.repeat(300), 'Lê', '😀', "' OR 1=1"]

test('every public GET refuses or bears every wrong parameter as it says', async () => {
  for (const operation of publicGets()) {
    const right = pick(operation.parameters, (one) => (one.required ? (known[one.name] ?? example(one)) : undefined))
    for (const { name } of operation.parameters)
      for (const wrong of WRONG) {
        const answer = await checked(address(operation, { ...right, [name]: wrong }))
        assert.ok(answer.status < 500, `${answer.path}: ${answer.body}`)
      }
  }
})

test('every public GET refuses a broken address, and one parameter given twice', async () => {
  for (const operation of publicGets()) {
    const path = address(operation, pick(operation.parameters, (one) => (one.required ? (known[one.name] ?? example(one)) : undefined)))
    const more = path.includes('?') ? '&' : '?'
    for (const wrong of ['a=%zz', 'a=%00', 'a=%ff', 'a=1&a=2']) {
      const answer = await checked(path + more + wrong)
      assert.equal(answer.status, 400, `${path}${more}${wrong}`)
    }
  }
})

test('every public GET refuses another method, naming those there are', async () => {
  for (const operation of publicGets()) {
    const path = address(operation, pick(operation.parameters, (one) => known[one.name] ?? example(one)))
    const answer = await checked(path, { method: 'DELETE' })
    assert.equal(answer.status, 405)
    assert.match(answer.headers.allow, /GET, HEAD/)
  }
})

test('the log has a line for each of these, and nothing of what was asked', async () => {
  const outside = await checked('/v1/nearest?at=106.123456,10.654321&level=primary')
  assert.equal(outside.status, 400)
  assert.match(JSON.parse(outside.body).detail, /106\.123456,10\.654321 is outside the city/)
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.ok(server.log.split('\n').length > 300)
  const lines = server.log.split('\n').filter((line) => line.includes('/v1/'))
  for (const told of ['106.1234', '10.6543', '106.7004', known.school, 'lê lợi', 'l%C3%AA', 'OR 1=1', 'aaaa', '?'])
    assert.ok(!lines.some((line) => line.includes(told)), told)
})

test('an answer with a member too many, too few or of another kind is found out', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string', nullable: true } } }
  assert.deepEqual(strictSchema(schema), {
    type: 'object',
    required: ['a'],
    properties: { a: { anyOf: [{ type: 'null' }, { type: 'string' }] } },
    unevaluatedProperties: false,
  })
  const answer = { path: '/healthz', status: 200, headers: { 'content-type': 'application/json' } }
  const health = { status: 'ok', version: 'a'.repeat(32), is_city_readable: true }
  contract.check({ ...answer, body: JSON.stringify(health) })
  for (const body of ['{}', '[]', ...[{ b: 1 }, { status: 1 }].map((more) => JSON.stringify({ ...health, ...more }))])
    assert.throws(() => contract.check({ ...answer, body }), /GET \/healthz 200/)
  assert.throws(() => contract.check({ ...answer, status: 418, body: '' }), /not listed/)
  assert.throws(
    () => contract.check({ ...answer, headers: { 'content-type': 'text/html' }, body: '' }),
    /text\/html is not listed/,
  )
})
