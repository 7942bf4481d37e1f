// Children of an officer's wards over HTTP: lists, one child, moving a pin; and
// that no officer learns anything of another's.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, makeCity, run } from './city.mjs'
import { startOfficersOffice } from './officers.mjs'
import { signIn } from './people.mjs'

let city
let office
let officer
let other
let whole

// Ten children, five west of the middle (w1); of the last of each ward nobody
// wrote the ward down.
const children = Array.from({ length: 10 }, (_, i) => ({
  id: `HS${String(i).padStart(2, '0')}`,
  name: ['Nguyễn Thị Đào', 'Trần Văn Bưởi', 'Lê Ổi', 'Phạm Mận', 'Võ Xoài'][i % 5],
  ward: i < 5 ? 'w1' : 'w2',
  place: at(i < 5 ? 0.4 + 0.7 * i : 5 + 0.7 * (i - 5), 1.3),
}))

before(async () => {
  city = makeCity()
  const rows = children.map(
    ({ id, name, ward, place }, i) => `${id},${name},${place},1,2026,${i % 5 === 4 ? '' : ward}`,
  )
  const file = join(city.folder, 'pupils.csv')
  writeFileSync(file, ['id,name,lon,lat,grade,year,ward', ...rows, ''].join('\n'))
  run('import', city.city, 'pupils', file)
  ;({ office, officer, other, whole } = await startOfficersOffice(city.city))
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const ids = (list) => list.pupils.map(({ id }) => id)

test('an officer sees the children of its own wards, and no other', async () => {
  assert.deepEqual(ids(await officer.json('/v1/pupils')), ['HS00', 'HS01', 'HS02', 'HS03', 'HS04'])
  assert.deepEqual(ids(await other.json('/v1/pupils')), ['HS05', 'HS06', 'HS07', 'HS08', 'HS09'])
  assert.equal((await whole.json('/v1/pupils')).pupils.length, 10)
  assert.deepEqual(ids(await officer.json('/v1/pupils?ward=w2')), [])
})

test('a child whose ward nobody wrote down counts to the ward of its home', async () => {
  const child = await officer.json('/v1/pupils/HS04')
  assert.equal(child.ward, 'w1')
  await other.refusal('/v1/pupils/HS04', {}, 404)
})

test('another officer is told the same of a child as of none', async () => {
  const absent = await officer.refusal('/v1/pupils/nobody', {}, 404)
  assert.equal(await officer.refusal('/v1/pupils/HS07', {}, 404), absent)
  const move = { method: 'PATCH', body: { at: children[1].place } }
  assert.equal(await officer.refusal('/v1/pupils/HS07', move, 404), absent)
})

test('pages follow each other without gaps', async () => {
  const seen = []
  let next = ''
  do {
    const page = await whole.json(`/v1/pupils?limit=3${next && `&after=${next}`}`)
    seen.push(...ids(page))
    assert.ok(page.pupils.length <= 3)
    next = page.next
  } while (next)
  assert.deepEqual(seen, children.map(({ id }) => id))
})

test('names are found without their accents', async () => {
  assert.deepEqual(ids(await officer.json('/v1/pupils?q=dao')), ['HS00'])
  assert.deepEqual(ids(await officer.json(`/v1/pupils?q=${encodeURIComponent('Bưởi')}`)), ['HS01'])
  assert.deepEqual(ids(await officer.json('/v1/pupils?q=hs03&grade=1&year=2026')), ['HS03'])
  assert.deepEqual(ids(await officer.json('/v1/pupils?grade=6')), [])
})

test('a pin is moved, once for each time it was read', async () => {
  const answer = await officer.ask('/v1/pupils/HS02')
  const etag = answer.headers.get('etag')
  const body = { at: at(2.2, 2.1), address: '12/3 Lê Lợi 5' }
  const moved = await officer.json('/v1/pupils/HS02', { method: 'PATCH', body, headers: { 'If-Match': etag } })
  assert.ok(Math.abs(moved.at[0] - body.at[0]) < 2e-7 && Math.abs(moved.at[1] - body.at[1]) < 2e-7)
  assert.equal(moved.address, body.address)
  assert.deepEqual(await officer.json('/v1/pupils/HS02'), moved)
  await officer.refusal('/v1/pupils/HS02', { method: 'PATCH', body, headers: { 'If-Match': etag } }, 412)
})

test('a pin outside the city, no position, and no token are refused', async () => {
  const patch = (body, more = {}) => ({ method: 'PATCH', body, ...more })
  const before = await officer.json('/v1/pupils/HS01')
  assert.match(await officer.refusal('/v1/pupils/HS01', patch({ at: [100, 10] }), 400), /at/)
  assert.match(await officer.refusal('/v1/pupils/HS01', patch({}), 400), /at/)
  assert.match(await officer.refusal('/v1/pupils/HS01', patch({ at: [106.7] }), 400), /at/)
  await officer.refusal('/v1/pupils/HS01', patch({ at: children[0].place }, { csrf: null }), 403)
  assert.deepEqual(await officer.json('/v1/pupils/HS01'), before)
})

test('a round says where each was placed; the audit log says who moved whom, not where', async () => {
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'nearest-first')
  const rounds = run('admit', city.city, 'rounds')
  const round = rounds.match(/[0-9a-f]{16,}/)[0]
  assert.equal((await officer.json('/v1/pupils/HS00')).placement, null)
  const { placement } = await officer.json(`/v1/pupils/HS00?round=${round}`)
  assert.ok(placement.school && placement.distance_m > 0)
  const there = await officer.json(`/v1/pupils?round=${round}&school=${placement.school}`)
  assert.ok(ids(there).includes('HS00'))
  const admin = await signIn(office, 'admin')
  const { entries } = await admin.json('/v1/audit')
  const entry = entries.find(({ action }) => action === 'pupil.move_pin')
  assert.equal(entry.subject, 'HS02')
  assert.ok(!JSON.stringify(entries).includes('106.'), 'a position in the audit log')
})
