// The table of rights (rights.tsv) against the running server: every route, as
// every role, over a real socket; and for whatever changes data, that it is
// refused without the session's token, with a wrong one, and from another site.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { at, makeCity, run, startOffice, startServer, text } from './city.mjs'
import { addEveryone, Visitor } from './people.mjs'

const ROLES = ['nobody', 'family', 'officer', 'other', 'planner', 'admin']
const FIRST_ANSWER = 3 // column of the first role

const lines = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'rights.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))

// Rows as objects; one that begins with "-" has the route of the row before.
const rows = []
for (const line of lines) {
  const words = line.trim().split(/\s+/)
  const more = words[0] === '-'
  if (more) words.splice(0, 1, rows.at(-1).process, rows.at(-1).method, rows.at(-1).pattern)
  const [process, method, pattern] = words
  const answers = words.slice(FIRST_ANSWER, FIRST_ANSWER + ROLES.length)
  const [path, ...body] = words.slice(FIRST_ANSWER + ROLES.length)
  rows.push({ process, method, pattern, answers, path: path ?? pattern, body: body.join(' ') || '{}', more })
}

let city
let office
let server
let known
let routes // what the program says it has

before(async () => {
  city = makeCity()
  addEveryone(city.city)
  const pupils = [
    'id,lon,lat,grade,year,ward',
    `P1,${text(at(1.5, 1.2))},1,2026,w1`,
    `P2,${text(at(7.5, 6.2))},1,2026,w2`,
  ]
  writeFileSync(join(city.folder, 'pupils.csv'), pupils.join('\n'))
  run('import', city.city, 'pupils', join(city.folder, 'pupils.csv'))
  routes = run('serve', '--list-routes')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([process, method, pattern, access]) => ({ process, method, pattern, access }))
  server = await startServer(city.city)
  office = await startOffice(city.city)
  const { schools } = await (await fetch(`${office.address}/v1/schools`)).json()
  const plan = run('zones', city.city, 'list').split(/\s/)[0]
  known = {
    at: text(at(5.2, 3.4)),
    school: schools[0].id,
    collection: 'schools',
    pupil: 'P1',
    plan,
  }
})

after(async () => {
  await office?.stop()
  await server?.stop()
  city?.remove()
})

/// A new session of that role, without the toil of a password.
function as(role) {
  const visitor = new Visitor(office)
  if (role === 'nobody') return visitor
  const who = role === 'family' ? ['--pupil', 'P1'] : [role]
  const said = execFileSync(process.env.BEGIN_SESSION, [city.city, ...who], { encoding: 'utf8' })
  ;[visitor.cookie, visitor.csrf] = said.trim().split('\t')
  return visitor
}

const fill = (template) => template.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all)

const request = ({ method, body }) =>
  ['GET', 'DELETE'].includes(method) ? { method } : { method, body: fill(body), headers: { 'Content-Type': 'application/json' } }

function fits(status, wanted) {
  if (wanted === 'in') return status < 500 && status !== 401 && status !== 403
  if (/^\dxx$/.test(wanted)) return Math.floor(status / 100) === Number(wanted[0])
  return status === Number(wanted)
}

const isChange = ({ method }) => method !== 'GET'

test('every route has a row, and every row a route', () => {
  const key = ({ process, method, pattern }) => `${process} ${method} ${pattern}`
  assert.deepEqual(rows.filter((row) => !row.more).map(key).sort(), routes.map(key).sort())
})

test('a row says no more than the route lets in', () => {
  for (const row of rows) {
    const { access } = routes.find(({ method, pattern }) => method === row.method && pattern === row.pattern)
    row.answers.forEach((answer, i) => {
      const role = ROLES[i] === 'other' ? 'officer' : ROLES[i]
      const mayIn = access === 'everyone' || access.split(',').includes(role)
      if (!mayIn) assert.ok(['401', '403'].includes(answer), `${row.method} ${row.pattern} as ${ROLES[i]}`)
    })
  }
})

test('every route answers every role as the table says', async () => {
  const visitors = new Map(ROLES.map((role) => [role, as(role)]))
  for (const row of rows)
    for (const [i, role] of ROLES.entries()) {
      const { status, body } = await visitors.get(role).ask(fill(row.path), request(row))
      await body?.cancel()
      assert.ok(fits(status, row.answers[i]), `${row.method} ${row.path} as ${role}: ${status}, not ${row.answers[i]}`)
      if (row.pattern.startsWith('/v1/session')) visitors.set(role, as(role))
    }
})

test('no change is made without the token of the session, or from another site', async () => {
  for (const row of rows.filter(isChange)) {
    const { access } = routes.find(({ method, pattern }) => method === row.method && pattern === row.pattern)
    const role = access === 'everyone' ? 'nobody' : access.split(',')[0]
    const visitor = as(role)
    const what = `${row.method} ${row.pattern}`
    const tried = async (changed) =>
      (await visitor.ask(fill(row.path), { ...request(row), ...changed })).status
    if (role !== 'nobody') {
      assert.equal(await tried({ csrf: null }), 403, `${what} without a token`)
      assert.equal(await tried({ csrf: as(role).csrf }), 403, `${what} with another session's token`)
    }
    const headers = { ...request(row).headers, Origin: 'https://elsewhere.example' }
    assert.equal(await tried({ headers }), 403, `${what} from another site`)
    const nobody = await visitor.json('/v1/session')
    assert.equal(nobody.signed_in, role !== 'nobody', `${what} left the session as it was`)
  }
})

test('the public process has none of the office', async () => {
  const visitor = as('admin')
  for (const { process, method, path, body } of rows.filter(({ process }) => process === 'office')) {
    const options = { ...request({ method, body }), csrf: visitor.csrf }
    const asked = new Visitor(server)
    Object.assign(asked, { cookie: visitor.cookie, csrf: visitor.csrf })
    const { status } = await asked.ask(fill(path), options)
    assert.ok([404, 405].includes(status), `${process} ${method} ${path}: ${status}`)
  }
})
