// A family's way: the code from the school, the child's place, what it contests
// and what the officer decides. Nobody gets further than their own child.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, makeCity, run, startOffice, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, signIn, Visitor } from './people.mjs'

let city
let office
let checked
let officer
let other
let admin

const HOMES = { P1: [0.4, 1.3, 'w1'], P2: [1.1, 2.2, 'w1'], P3: [6.3, 3.4, 'w2'] }

before(async () => {
  city = makeCity()
  const rows = Object.entries(HOMES).map(([id, [x, y, ward]]) => `${id},${text(at(x, y))},1,2026,${ward},Bé ${id}`)
  writeFileSync(join(city.folder, 'pupils.csv'), ['id,lon,lat,grade,year,ward,name', ...rows, ''].join('\n'))
  run('import', city.city, 'pupils', join(city.folder, 'pupils.csv'))
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'nearest-first')
  const round = run('admit', city.city, 'rounds').match(/[0-9a-f]{16,}/)[0]
  run('admit', city.city, 'publish', round)
  addEveryone(city.city)
  office = await startOffice(city.city)
  checked = (await readContract()).watch(fetch)
  officer = await signIn(office, 'officer', undefined, checked)
  other = await signIn(office, 'other', undefined, checked)
  admin = await signIn(office, 'admin', undefined, checked)
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const post = (body) => ({ method: 'POST', body })

async function codeOf(pupil, whose = officer) {
  return (await whose.json(`/v1/pupils/${pupil}/code`, post({}), 201)).code
}

async function comeIn(pupil, code) {
  const family = new Visitor(office, checked)
  const session = await family.json('/v1/family/session', post({ pupil, code }))
  family.csrf = session.csrf
  return family
}

const setWindow = (opens, closes) =>
  admin.json('/v1/contest-windows/2026/1', { method: 'PUT', body: { opens, closes } })

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

test('with its code a family sees its child, its place and the days, and nobody else', async () => {
  await setWindow(day(-2), day(2))
  const family = await comeIn('P1', await codeOf('P1'))
  const child = await family.json('/v1/family/child')
  assert.equal(child.id, 'P1')
  assert.equal(child.name, 'Bé P1')
  assert.ok(child.placement.distance_m > 0 && child.school_name)
  assert.equal(child.window.is_open, true)
  await family.refusal('/v1/pupils/P1', {}, 403)
  await family.refusal('/v1/pupils', {}, 403)
  await family.refusal('/v1/contests', {}, 403)
})

test('the way of a child is told to its family and its officer, to the centimetre that placed it', async () => {
  const family = await comeIn('P1', await codeOf('P1'))
  const { placement, at: home } = await family.json('/v1/family/child')
  const way = await family.json('/v1/family/route')
  assert.equal(way.properties.distance_m, placement.distance_m)
  assert.equal(way.properties.school.id, placement.school)
  assert.ok(Math.abs(way.properties.home[0] - home[0]) < 1e-7 && Math.abs(way.properties.home[1] - home[1]) < 1e-7)
  assert.deepEqual(await officer.json('/v1/pupils/P1/route'), way)
  assert.equal(await other.refusal('/v1/pupils/P1/route', {}, 404), await other.refusal('/v1/pupils/nobody/route', {}, 404))
})

test('a code lets in once, and only the newest does', async () => {
  const first = await codeOf('P2')
  const second = await codeOf('P2')
  const body = (code) => post({ pupil: 'P2', code })
  const stranger = new Visitor(office, checked)
  await stranger.refusal('/v1/family/session', body(first), 401)
  await comeIn('P2', second)
  await stranger.refusal('/v1/family/session', body(second), 401)
})

test('a code is taken as it is meant: small letters, spaces, O for 0', async () => {
  const code = await codeOf('P2')
  await comeIn('P2', ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `)
})

test('no officer gives a code for a child of another ward', async () => {
  assert.equal(
    await other.refusal('/v1/pupils/P1/code', post({}), 404),
    await other.refusal('/v1/pupils/nobody/code', post({}), 404),
  )
})

test('what a family contests, its officer sees, decides, and the family reads', async () => {
  await setWindow(day(-2), day(2))
  const family = await comeIn('P2', await codeOf('P2'))
  const words = '<script>alert("nhà cuối hẻm")</script> 🏠'
  const made = await family.json('/v1/family/contests', post({ kind: 'pin', at: at(2.4, 2.1), words }), 201)
  const { id } = made.contests[0]
  assert.equal(made.contests[0].words, words)
  assert.deepEqual(await family.json('/v1/family/contests'), made)

  const { contests } = await officer.json('/v1/contests?state=open')
  const seen = contests.find((contest) => contest.id === id)
  assert.equal(seen.pupil, 'P2')
  assert.ok(Math.abs(seen.places[0][0] - at(2.4, 2.1)[0]) < 2e-7)
  assert.deepEqual((await other.json('/v1/contests')).contests, [])
  await other.refusal(`/v1/contests/${id}`, {}, 404)
  await other.refusal(`/v1/contests/${id}/decision`, post({ decision: 'refuse', reason: 'x' }), 404)

  await officer.refusal(`/v1/contests/${id}/decision`, post({ decision: 'accept' }), 409)
  await officer.refusal(`/v1/contests/${id}/decision`, post({ decision: 'refuse' }), 400)
  await officer.refusal(`/v1/contests/${id}/decision`, post({ decision: 'maybe' }), 400)
  await officer.json(`/v1/contests/${id}/decision`, post({ decision: 'refuse', reason: 'Ghim đã đúng nhà.' }))
  await officer.refusal(`/v1/contests/${id}/decision`, post({ decision: 'refuse', reason: 'x' }), 409)
  const [read] = (await family.json('/v1/family/contests')).contests
  assert.equal(read.state, 'refused')
  assert.equal(read.reason, 'Ghim đã đúng nhà.')
  assert.equal(read.decided_by, undefined)
})

test('each kind is checked, three may be open, and one can be withdrawn', async () => {
  const family = await comeIn('P1', await codeOf('P1'))
  const { schools } = await family.json('/v1/schools')
  const refused = [
    [{ kind: 'cloud' }, 400, /kind/],
    [{ kind: 'pin' }, 400, /at/],
    [{ kind: 'pin', at: [100, 10] }, 400, /at/],
    [{ kind: 'gate', at: at(1, 1) }, 400, /school/],
    [{ kind: 'gate', at: at(1, 1), school: 'none' }, 404, /none/],
    [{ kind: 'lane', line: [at(1, 1)] }, 400, /line/],
    [{ kind: 'lane', line: [at(0, 0), at(9, 9), at(0, 0), at(9, 9)] }, 400, /lane/],
    [{ kind: 'other' }, 400, /words/],
    [{ kind: 'other', words: 'x'.repeat(2001) }, 400, /words/],
  ]
  for (const [body, status, sentence] of refused)
    assert.match(await family.refusal('/v1/family/contests', post(body), status), sentence)
  const taken = [
    { kind: 'gate', school: schools[0].id, at: at(1.2, 1.4) },
    { kind: 'lane', line: [at(1, 1.5), at(1.5, 1.5)] },
    { kind: 'other', words: 'Con tôi có anh học ở đó.' },
  ]
  for (const body of taken) await family.json('/v1/family/contests', post(body), 201)
  assert.match(await family.refusal('/v1/family/contests', post(taken[2]), 409), /3/)
  const { contests } = await family.json('/v1/family/contests')
  assert.deepEqual(contests.map(({ kind, places }) => [kind, places.length]), [['gate', 1], ['lane', 2], ['other', 0]])
  const withdraw = { method: 'DELETE' }
  await family.json(`/v1/family/contests/${contests[0].id}`, withdraw, 204)
  await family.refusal(`/v1/family/contests/${contests[0].id}`, withdraw, 409)
  const stranger = await comeIn('P3', await codeOf('P3', other))
  await stranger.refusal(`/v1/family/contests/${contests[1].id}`, withdraw, 404)
  // Words alone change nothing on the map: they can be accepted at once.
  await officer.json(`/v1/contests/${contests[2].id}/decision`, post({ decision: 'accept', reason: 'Đúng.' }))
})

async function ended(visitor, job) {
  for (;;) {
    const state = await visitor.json(`/v1/jobs/${job}`)
    if (!['waiting', 'running'].includes(state.state)) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('a pin is moved once the officer has seen what that changes for everyone', async () => {
  await setWindow(day(-2), day(2))
  const family = await comeIn('P1', await codeOf('P1'))
  const there = at(1.6, 2.2)
  const [{ id }] = (await family.json('/v1/family/contests', post({ kind: 'pin', at: there }), 201)).contests
  const before = await officer.json('/v1/pupils/P1')

  const tried = await officer.json(`/v1/contests/${id}/effect`, post({}), 202)
  assert.equal((await ended(officer, tried.job)).state, 'done')
  const { effect } = await officer.json(`/v1/contests/${id}`)
  assert.ok(effect.round)
  assert.equal(effect.pupils.length + effect.others, effect.moves)
  for (const side of ['leave', 'come'])
    assert.equal(effect.by_school.reduce((sum, school) => sum + school[side], 0), effect.moves)
  // Who of other wards changes is told nowhere, and in the job nobody at all.
  const wards = new Set(effect.pupils.map(({ ward }) => ward))
  assert.ok([...wards].every((ward) => ward === 'w1'))
  assert.equal((await officer.json(`/v1/jobs/${tried.job}`)).result, null)
  assert.deepEqual(await officer.json('/v1/pupils/P1'), before)

  // Another's pin moves meanwhile: what was seen is no longer so, and nothing is done.
  const patch = (at) => ({ method: 'PATCH', body: { at } })
  await officer.json('/v1/pupils/P2', patch(at(1.2, 2.6)))
  const late = await officer.json(`/v1/contests/${id}/decision`, post({ decision: 'accept' }), 202)
  assert.equal((await ended(officer, late.job)).state, 'failed')
  assert.equal((await officer.json(`/v1/contests/${id}`)).state, 'open')

  const again = await officer.json(`/v1/contests/${id}/effect`, post({}), 202)
  assert.equal((await ended(officer, again.job)).state, 'done')
  const accepted = await officer.json(`/v1/contests/${id}/decision`, post({ decision: 'accept', reason: 'Đúng nhà.' }), 202)
  const applied = await ended(officer, accepted.job)
  assert.equal(applied.state, 'done', applied.error)
  const moved = await officer.json('/v1/pupils/P1')
  assert.ok(Math.abs(moved.at[0] - there[0]) < 2e-7 && Math.abs(moved.at[1] - there[1]) < 2e-7)
  const read = (await family.json('/v1/family/contests')).contests.find((contest) => contest.id === id)
  assert.equal(read.state, 'accepted')
  const decided = await officer.json(`/v1/contests/${id}`)
  assert.equal(decided.decided_by, 'officer')
  const { rounds } = await officer.json('/v1/rounds')
  assert.ok(rounds.length >= 2, 'no new draft was placed')
})

test('before the days and after them nothing can be contested', async () => {
  const family = await comeIn('P3', await codeOf('P3', other))
  const body = { kind: 'other', words: 'Muộn rồi.' }
  for (const [opens, closes] of [[day(-9), day(-3)], [day(3), day(9)]]) {
    await setWindow(opens, closes)
    assert.equal((await family.json('/v1/family/child')).window.is_open, false)
    assert.match(await family.refusal('/v1/family/contests', post(body), 409), new RegExp(closes))
  }
  const put = (body) => admin.refusal('/v1/contest-windows/2026/1', { method: 'PUT', body }, 400)
  assert.match(await put({ opens: '2026-02-30', closes: '2026-07-10' }), /2026-02-30/)
  assert.match(await put({ opens: '2026-07-10', closes: '2026-07-01' }), /before/)
})

test('the audit log tells all of it, without a place or a name', async () => {
  const { entries } = await admin.json('/v1/audit?limit=500')
  const actions = new Set(entries.map(({ action }) => action))
  for (const action of ['pupil.code', 'family.session', 'contest.add', 'contest.refuse', 'contest.withdraw', 'contest.window'])
    assert.ok(actions.has(action), action)
  assert.doesNotMatch(JSON.stringify(entries), /106\.|Bé |hẻm/)
})

test('wrong codes, another child and no child at all are answered alike, then made to wait', async () => {
  const code = await codeOf('P3', other)
  const stranger = new Visitor(office, checked)
  const said = new Set()
  for (const [pupil, wrong] of [['P1', code], ['nobody', code], ['P1', 'x'], ['P1', code.replace(/.$/, '#')]])
    said.add(await stranger.refusal('/v1/family/session', post({ pupil, code: wrong }), 401))
  assert.equal(said.size, 1)
  for (let i = 0; i < 12; i++) await stranger.ask('/v1/family/session', post({ pupil: 'P1', code: 'x' }))
  const answer = await stranger.ask('/v1/family/session', post({ pupil: 'P1', code: 'x' }))
  assert.equal(answer.status, 429)
  assert.ok(Number(answer.headers.get('retry-after')) > 0)
})
