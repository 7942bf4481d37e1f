// Signals in the pupils' data over HTTP: who sees which, that one looked at stays
// so until its facts change, and that no officer marks anything of another's.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, attempt, makeCity, run } from './city.mjs'
import { startOfficersOffice } from './officers.mjs'
import { signIn } from './people.mjs'

let city
let office
let officer
let other
let whole

// Six families at one point of the west: five of ward w1 and one that says it
// lives in w2. W6 is a year too young; W7 has nothing odd about it.
const POINT = at(2.4, 1.3)
const children = [
  ...[0, 1, 2, 3, 4].map((i) => [`W${i}`, POINT, 2020, 'w1']),
  ['E5', POINT, 2020, 'w2'],
  ['W6', at(0.4, 1.3), 2021, 'w1'],
  ['W7', at(1.4, 2.3), 2020, 'w1'],
]

function importPupils(rows) {
  const file = join(city.folder, 'pupils.csv')
  const lines = rows.map(([id, place, born, ward]) => `${id},Em ${id},${place},1,2026,${born},${ward},Nhà ${id}`)
  writeFileSync(file, ['id,name,lon,lat,grade,year,birth_year,ward,address', ...lines, ''].join('\n'))
  run('import', city.city, 'pupils', file)
}

before(async () => {
  city = makeCity()
  importPupils(children)
  ;({ office, officer, other, whole } = await startOfficersOffice(city.city))
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const read = async (person, query = '') => (await person.json(`/v1/signals${query}`)).signals
const find = async (person, kind) => (await read(person)).find((signal) => signal.kind === kind)
const named = ({ kind, facts, pupils: [pupil] }) => ({ kind, facts, pupil })
const post = (state, signals, more = {}) => ({ method: 'POST', body: { state, signals: signals.map(named), ...more } })
const mark = (person, state, signal, more) => person.json('/v1/signals/reviews', post(state, [signal], more))

test('each officer is told of its own children only, though the text counts all', async () => {
  const mine = await read(officer, '?lang=en')
  assert.deepEqual(mine.map(({ kind, pupils }) => [kind, ...pupils]), [
    ['many_at_point', 'W0', 'W1', 'W2', 'W3', 'W4'],
    ['age', 'W6'],
  ])
  assert.match(mine[0].text, /^6 pupils of 6 families/)
  const theirs = await read(other)
  assert.deepEqual(theirs.map(({ kind, pupils }) => [kind, ...pupils]), [['many_at_point', 'E5'], ['other_ward', 'E5']])
  assert.equal(theirs[0].facts, mine[0].facts)
  assert.ok((await read(whole)).every(({ review }) => review === null))
  assert.deepEqual(await read(officer, '?grade=6'), [])
  assert.deepEqual(await read(officer, '?ward=w2'), [])
  assert.equal((await read(officer, '?grade=1&year=2026&ward=w1')).length, 2)
  await officer.refusal('/v1/signals?grade=x', {}, 400)
  await officer.refusal('/v1/signals?lang=fr', {}, 400)
})

test('one looked at says by whom, when and why, for that officer, until it is opened again', async () => {
  const signal = await find(officer, 'many_at_point')
  const { pupils, review } = await mark(officer, 'reviewed', signal, { note: 'Chung cư Sao Mai' })
  assert.equal(pupils, 5)
  assert.equal(review.by, 'officer')
  assert.equal(review.note, 'Chung cư Sao Mai')
  assert.ok(Math.abs(Date.parse(review.at) - Date.now()) < 600_000)
  assert.deepEqual((await find(officer, 'many_at_point')).review, review)
  assert.equal((await find(other, 'many_at_point')).review, null, 'the other officer has not looked')
  assert.equal((await find(whole, 'many_at_point')).review, null, 'not for all of the children')
  assert.deepEqual(await mark(officer, 'open', signal), { pupils: 5, review: null })
  assert.equal((await find(officer, 'many_at_point')).review, null)
  await mark(whole, 'reviewed', await find(whole, 'many_at_point'))
  assert.equal((await find(officer, 'many_at_point')).review.by, 'whole')
  assert.equal((await find(other, 'many_at_point')).review.by, 'whole')
})

test('the command line counts what was looked at', () => {
  const done = attempt('admit', city.city, 'signals', '--grade', '1', '--year', '2026', '--lang', 'en')
  assert.match(done.complaint, /^3 signals, 1 of them reviewed$/m)
  assert.match(done.out, /reviewed by whole, \d{4}-/)
})

test('it comes back by itself when a home moves or another comes to the point, and not otherwise', async () => {
  const age = await find(officer, 'age')
  await mark(officer, 'reviewed', age)
  await officer.json('/v1/pupils/W6', { method: 'PATCH', body: { at: at(0.5, 1.3) } })
  assert.equal((await find(officer, 'age')).review.by, 'officer', 'the age is the same at another place')
  assert.equal((await find(officer, 'many_at_point')).review.by, 'whole')
  await officer.json('/v1/pupils/W7', { method: 'PATCH', body: { at: (await officer.json('/v1/pupils/W0')).at } })
  const more = await find(officer, 'many_at_point')
  assert.equal(more.review, null)
  assert.deepEqual(more.pupils, ['W0', 'W1', 'W2', 'W3', 'W4', 'W7'])
  importPupils([['W6', at(0.5, 1.3), 2019, 'w1']])
  assert.equal((await find(officer, 'age')).review, null, 'another birth year')
})

test('what has changed since it was read is not marked, nor anything with it', async () => {
  const [crowd, age] = await read(officer)
  await officer.json('/v1/pupils/W7', { method: 'PATCH', body: { at: at(1.4, 2.3) } })
  assert.match(await officer.refusal('/v1/signals/reviews', post('reviewed', [crowd, age]), 409), /read them again/)
  assert.equal((await find(officer, 'age')).review, null)
})

test('of another officer’s child no more is told than of none', async () => {
  const theirs = await find(other, 'other_ward')
  const absent = await officer.refusal('/v1/signals/reviews', post('reviewed', [{ ...theirs, pupils: ['nobody'] }]), 404)
  assert.equal(await officer.refusal('/v1/signals/reviews', post('reviewed', [theirs]), 404), absent)
  const crowd = await find(other, 'many_at_point')
  assert.equal(await officer.refusal('/v1/signals/reviews', post('reviewed', [crowd]), 404), absent)
  assert.equal((await find(other, 'other_ward')).review, null)
})

test('bad input is refused, and nothing changes without the token', async () => {
  const age = await find(officer, 'age')
  const refuse = (body, status = 400) => officer.refusal('/v1/signals/reviews', { method: 'POST', body }, status)
  assert.match(await refuse({ state: 'seen', signals: [named(age)] }), /state/)
  assert.match(await refuse({ state: 'reviewed', signals: [] }), /signals/)
  assert.match(await refuse({ state: 'reviewed', signals: ['age'] }), /signals/)
  assert.match(await refuse({ state: 'reviewed', signals: Array(501).fill(named(age)) }), /500/)
  assert.match(await refuse({ state: 'reviewed', signals: [{ kind: 'age', pupil: 'W6' }] }), /facts/)
  assert.match(await refuse({ state: 'reviewed', signals: [named(age)], note: 'x'.repeat(2001) }), /note/)
  await officer.refusal('/v1/signals/reviews', { ...post('reviewed', [age]), csrf: null }, 403)
  assert.equal((await find(officer, 'age')).review, null)
})

test('the audit log says who looked, not at what home or with which words', async () => {
  const admin = await signIn(office, 'admin')
  const { entries } = await admin.json('/v1/audit')
  const actions = entries.filter(({ action }) => action.startsWith('signal.'))
  assert.deepEqual(actions.map(({ action }) => action), ['signal.review', 'signal.review', 'signal.reopen', 'signal.review'])
  assert.equal(actions[0].subject, 'W6')
  assert.ok(!/Sao Mai|Em W|106\./.test(JSON.stringify(entries)))
})
