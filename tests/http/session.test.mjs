// Signing in, accounts and the audit log over a real socket, each answer held
// against api/openapi.yaml.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { attempt, makeCity, run, startOffice } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, addPerson, PASSWORD, signIn, user, Visitor } from './people.mjs'

const OTHER_PASSWORD = 'chín con ngỗng bay qua cầu'

let city
let office
let fetcher

before(async () => {
  city = makeCity()
  addEveryone(city.city)
  addPerson(city.city, 'boss', '--role', 'admin', '--full-name', 'Trần Văn Bình')
  fetcher = (await readContract()).watch(globalThis.fetch)
  office = await startOffice(city.city)
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const nobody = () => new Visitor(office, fetcher)
const enter = (name, password) => signIn(office, name, password, fetcher)
const attemptAs = (name, password, options = {}) =>
  nobody().ask('/v1/session', { method: 'POST', body: { name, password }, ...options })

test('someone who signs in is known until signing out', async () => {
  assert.deepEqual(await nobody().json('/v1/session'), { signed_in: false, has_oidc: false })
  const lan = await enter('officer')
  const session = await lan.json('/v1/session')
  assert.equal(session.name, 'officer')
  assert.equal(session.role, 'officer')
  assert.deepEqual(session.wards, ['w1'])
  assert.equal(session.csrf, lan.csrf)
  const cookie = lan.cookie
  await lan.json('/v1/session', { method: 'DELETE' }, 204)
  assert.equal(lan.cookie, undefined)
  lan.cookie = cookie
  assert.deepEqual(await lan.json('/v1/session'), { signed_in: false, has_oidc: false })
})

test('the cookie is out of reach of scripts and other sites', async () => {
  const answer = await attemptAs('officer', PASSWORD)
  const [cookie] = answer.headers.getSetCookie()
  assert.match(cookie, /^hocgan=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const behind = await attemptAs('officer', PASSWORD, { headers: { 'X-Forwarded-Proto': 'https' } })
  assert.match(behind.headers.getSetCookie()[0], /^__Host-hocgan=.*; Secure$/)
})

test('a wrong name and a wrong password are told the same, in the same time', async () => {
  const took = async (name) => {
    const started = performance.now()
    const answer = await attemptAs(name, 'không phải mật khẩu')
    assert.equal(answer.status, 401)
    return { text: await answer.text(), ms: performance.now() - started }
  }
  const known = await took('planner')
  const unknown = await took('there-is-none')
  assert.equal(known.text, unknown.text)
})

test('who guesses waits, also after a restart, and only at that name', async () => {
  addPerson(city.city, 'victim', '--role', 'planner')
  let answer
  for (let i = 0; i < 12 && answer?.status !== 429; i++)
    answer = await attemptAs('victim', `không phải mật khẩu ${i}`)
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) >= 1)
  assert.equal((await attemptAs('victim', PASSWORD)).status, 429)
  await office.stop()
  office = await startOffice(city.city)
  const after = await attemptAs('victim', PASSWORD)
  assert.ok([429, 200].includes(after.status)) // the two seconds may be over
  await enter('officer')
})

test('many guesses at once are counted as many', async () => {
  addPerson(city.city, 'crowd', '--role', 'planner')
  const answers = await Promise.all([...Array(10).keys()].map((i) => attemptAs('crowd', `đoán lần thứ ${i} nhé`)))
  const looked = answers.filter(({ status }) => status === 401).length
  assert.ok(looked <= 5, `${looked} guesses were looked at`)
})

test('a session is refused what is not its role, in a sentence', async () => {
  const planner = await enter('planner')
  assert.equal(await planner.refusal('/v1/people', {}, 403), 'GET /v1/people is not for the role "planner"')
  assert.equal(await nobody().refusal('/v1/people', {}, 401), 'nobody is signed in')
})

test('a body that is no JSON, or lacks a member, is refused in a sentence', async () => {
  const refused = async (body) => nobody().refusal('/v1/session', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }, 400)
  assert.match(await refused('{"name":"x"}'), /password/)
  assert.match(await refused('{"name":1,"password":"x"}'), /name/)
  await refused('{')
  await refused('[]')
})

test('changing the password ends all other sessions and this one goes on', async () => {
  addPerson(city.city, 'changer', '--role', 'planner')
  const here = await enter('changer')
  const there = await enter('changer')
  const change = (current, fresh) => ({ method: 'POST', body: { current, new: fresh } })
  const path = '/v1/session/password'
  await here.refusal(path, change('không phải mật khẩu', OTHER_PASSWORD), 401)
  assert.match(await here.refusal(path, change(PASSWORD, 'matkhau123456789'), 400), /guessed first/)
  assert.match(await here.refusal(path, change(PASSWORD, 'ngắn'), 400), /15/)
  const session = await here.json(path, change(PASSWORD, OTHER_PASSWORD))
  assert.notEqual(session.csrf, here.csrf)
  assert.equal((await here.json('/v1/session')).signed_in, true)
  assert.equal((await there.json('/v1/session')).signed_in, false)
  assert.equal((await attemptAs('changer', PASSWORD)).status, 401)
  await enter('changer', OTHER_PASSWORD)
})

test('signing out everywhere ends every session of the account', async () => {
  const [here, there] = [await enter('planner'), await enter('planner')]
  await here.json('/v1/session?everywhere=true', { method: 'DELETE' }, 204)
  assert.equal((await there.json('/v1/session')).signed_in, false)
})

test('an administrator makes, changes and removes accounts', async () => {
  const admin = await enter('admin')
  const made = await admin.json('/v1/people', { method: 'POST', body: { name: 'hoa', role: 'officer', wards: ['w2'] } }, 201)
  assert.equal(made.must_change_password, true)
  assert.deepEqual(made.wards, ['w2'])
  const hoa = await enter('hoa', made.password)
  assert.match(await hoa.refusal('/v1/people', {}, 403), /role/)
  await hoa.json('/v1/session/password', { method: 'POST', body: { current: made.password, new: OTHER_PASSWORD } })

  assert.deepEqual((await admin.json('/v1/people/hoa')).wards, ['w2'])
  assert.equal((await admin.json('/v1/people/hoa')).password, undefined)
  const patch = (body, status) => admin.json('/v1/people/hoa', { method: 'PATCH', body }, status)
  assert.deepEqual((await patch({ wards: ['w1', 'w2'] })).wards, ['w1', 'w2'])
  assert.deepEqual((await hoa.json('/v1/session')).wards, ['w1', 'w2'], 'it holds from the next request on')
  assert.deepEqual((await patch({ role: 'planner' })).wards, [])
  assert.equal((await hoa.json('/v1/session')).role, 'planner')
  await patch({ is_disabled: true })
  assert.equal((await hoa.json('/v1/session')).signed_in, false)
  assert.equal((await attemptAs('hoa', OTHER_PASSWORD)).status, 401)
  await admin.json('/v1/people/hoa', { method: 'DELETE' }, 204)
  await admin.refusal('/v1/people/hoa', {}, 404)
})

test('what an account cannot be is refused, naming it', async () => {
  const admin = await enter('admin')
  const refused = async (body, status = 400) => admin.refusal('/v1/people', { method: 'POST', body }, status)
  assert.match(await refused({ name: 'Có Dấu', role: 'admin' }), /Có Dấu/)
  assert.match(await refused({ name: 'x1', role: 'king' }), /king/)
  assert.match(await refused({ name: 'x1', role: 'officer' }), /wards/)
  assert.match(await refused({ name: 'x1', role: 'officer', wards: ['w9'] }), /w9/)
  assert.match(await refused({ name: 'x1', role: 'admin', wards: ['w1'] }), /officer/)
  assert.match(await refused({ name: 'x1', role: 'admin', password: 'matkhau123456789' }), /guessed/)
  assert.match(await refused({ name: 'planner', role: 'admin' }, 409), /planner/)
})

test('the last administrator stays', async () => {
  const admin = await enter('admin')
  await admin.json('/v1/people/boss', { method: 'DELETE' }, 204)
  assert.match(await admin.refusal('/v1/people/admin', { method: 'DELETE' }, 409), /nobody would be left/)
  assert.match(await admin.refusal('/v1/people/admin', { method: 'PATCH', body: { role: 'planner' } }, 409), /nobody/)
  assert.match(await admin.refusal('/v1/people/admin', { method: 'PATCH', body: { is_disabled: true } }, 409), /nobody/)
  assert.equal(user(city.city, ['remove', 'admin']).status, 1)
})

test('every change is in the audit log, newest first, page by page, and it verifies', async () => {
  const admin = await enter('admin')
  const page = await admin.json('/v1/audit?limit=3')
  assert.equal(page.entries.length, 3)
  assert.equal(page.entries[0].action, 'session.begin')
  assert.equal(page.entries[0].who, 'admin admin')
  const next = await admin.json(`/v1/audit?limit=500&before=${page.before}`)
  assert.equal(next.entries[0].number, page.before - 1)
  assert.equal(next.before, null)
  const actions = new Set(next.entries.map(({ action }) => action))
  for (const action of ['person.add', 'person.change', 'person.remove', 'person.password', 'session.end'])
    assert.ok(actions.has(action), action)
  assert.ok(!JSON.stringify(next).includes('Trần Văn Bình'))
  const { out } = attempt('audit', city.city, 'verify')
  assert.match(out, /entries, each as it was sealed/)
  const head = out.match(/head ([0-9a-f]{64})/)[1]
  assert.equal(attempt('audit', 'verify', city.city, '--head', head).status, 0)
  const wrong = attempt('audit', city.city, 'verify', '--head', 'f'.repeat(64))
  assert.equal(wrong.status, 1)
  assert.match(wrong.complaint, /no audit entry has the hash/)
})

test('commands that change the city leave entries, those that only look do not', () => {
  const last = (n) =>
    run('audit', city.city, 'list', '--limit', String(n))
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
  const before = last(1)[0][0]
  run('zones', city.city, 'list')
  run('check', city.city)
  assert.equal(last(1)[0][0], before)
  const file = join(city.folder, 'more-seats.csv')
  const [first] = readFileSync(join(city.folder, 'seats.csv'), 'utf8').trim().split('\n').slice(1)
  writeFileSync(file, `school_id,year,grade,seats\n${first}\n`)
  run('import', city.city, 'capacity', file)
  const [done, begun] = last(2)
  assert.match(begun[2], /^command line \(.+\)$/)
  assert.deepEqual(begun.slice(3, 5), ['import.capacity', 'more-seats.csv'])
  assert.equal(done[3], 'import.capacity.done')
  assert.equal(attempt('import', city.city, 'capacity', join(city.folder, 'not-there.csv')).status, 1)
  assert.equal(last(1)[0][3], 'import.capacity.failed')
})

test('the command line manages accounts, and names what is wrong', () => {
  const done = (words, password) => user(city.city, words, password)
  assert.match(done(['add', 'x1', '--role', 'planner'], 'short').stderr, /15/)
  assert.match(done(['add', 'x1', '--role', 'officer', '--ward', 'w9']).stderr, /w9/)
  assert.match(done(['add', 'x1']).stderr, /role/)
  assert.equal(done(['add', 'x1', '--role', 'officer', '--ward', 'w1']).status, 0)
  assert.match(done(['add', 'x1', '--role', 'planner']).stderr, /already/)
  assert.equal(done(['wards', 'x1', '--ward', 'w1', '--ward', 'w2']).status, 0)
  assert.match(run('user', city.city, 'list'), /x1\tofficer\tw1 w2/)
  assert.equal(done(['passwd', 'x1'], OTHER_PASSWORD).status, 0)
  assert.equal(done(['remove', 'x1']).status, 0)
  assert.match(done(['remove', 'x1']).stderr, /no account "x1"/)
  assert.equal(done(['dance', 'x1']).status, 2)
})

test('the log of the server has no name, password or token', () => {
  for (const secret of ['officer', 'changer', PASSWORD, 'hocgan='])
    assert.ok(!office.log.includes(secret), office.log)
})

test('a city that was restored tells so in its log', () => {
  const copy = join(city.folder, 'copy.sqlite')
  const again = join(city.folder, 'again.sqlite')
  run('backup', city.city, copy)
  run('restore', copy, again)
  assert.match(run('audit', again, 'list', '--limit', '1'), /\tcommand line \(.+\)\trestore\tcopy\.sqlite\t/)
  assert.equal(attempt('audit', again, 'verify').status, 0)
})
