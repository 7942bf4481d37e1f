// What goes out on results day: codes with what each family's letter says, and
// lists for schools. Of the officer's own wards only; the lists are read back by
// GDAL.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, makeCity, run, startOffice, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, addPerson, signIn, Visitor } from './people.mjs'
import { readSheets } from './sheets.mjs'

const MANY = 60
const SEATS = 18
let city
let office
let watched
let officer // of ward w1
let other // of ward w2
let chief // of the whole city
let admin
let round // in force
let draft
let places // of everyone, as the places of the round say
let schools // name by id

// Some names are the same but for their marks, and one would be a formula.
const NAMES = ['Nguyễn Thị An', 'Lê Văn Ân', 'Trần An', 'Đỗ Ái', '=1+1', 'Phạm Thị Bích']

function drawPupils() {
  const lines = ['id,lon,lat,grade,year,ward,name,birth_year']
  for (let i = 0; i < MANY; i++) {
    const x = ((i * 7) % 9) + 0.3
    const y = ((i * 5) % 9) + 0.2
    const id = `HS${String(i).padStart(3, '0')}`
    const birth = i % 3 ? 2020 : ''
    lines.push(`${id},${text(at(x, y))},1,2026,${x < 4.5 ? 'w1' : 'w2'},${NAMES[i % NAMES.length]},${birth}`)
  }
  return lines.join('\n')
}

before(async () => {
  city = makeCity()
  const near = JSON.parse(run('nearest', city.city, '--at', text(at(5, 5)), '--level', 'primary', '-k', '3', '--json')).schools
  schools = new Map(near.map(({ id, name }) => [id, name]))
  writeFileSync(join(city.folder, 'seats.csv'), `school_id,year,grade,seats\n${near.map(({ id }) => `${id},2026,1,${SEATS}`).join('\n')}\n`)
  writeFileSync(join(city.folder, 'pupils.csv'), drawPupils())
  run('import', city.city, 'capacity', join(city.folder, 'seats.csv'))
  run('import', city.city, 'pupils', join(city.folder, 'pupils.csv'))
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'stable')
  round = run('admit', city.city, 'rounds').match(/[0-9a-f]{16,}/)[0]
  run('admit', city.city, 'publish', round)
  addEveryone(city.city)
  addPerson(city.city, 'chief', '--role', 'officer', '--all-wards')
  office = await startOffice(city.city)
  watched = (await readContract()).watch(fetch)
  ;[officer, other, chief, admin] = await Promise.all(
    ['officer', 'other', 'chief', 'admin'].map((name) => signIn(office, name, undefined, watched)),
  )
  places = (await chief.json(`/v1/rounds/${round}/places?limit=1000`)).places
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'nearest-first')
  draft = (await officer.json('/v1/rounds')).rounds.find(({ state }) => state === 'draft').round
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const post = (body) => ({ method: 'POST', body })
const codes = (who, school, { of = round, status = 201, query = '', ...more } = {}) =>
  who.json(`/v1/rounds/${of}/codes${query}`, post({ school, ...more }), status)

async function comesIn(pupil, code) {
  const answer = await new Visitor(office, watched).ask('/v1/family/session', post({ pupil, code }))
  await answer.body?.cancel()
  return answer.status === 200
}

const byName = (list, key) => Object.fromEntries(list.map((one) => [one[key], one]))

test('each child of the school and of the own wards gets a code that lets its family in, once', async () => {
  for (const [school, name] of schools) {
    const there = places.filter((place) => place.school === school)
    const own = there.filter(({ ward }) => ward === 'w1')
    const said = await codes(officer, school)
    assert.equal(said.school.name, name)
    assert.equal(said.round, round)
    assert.equal(said.next, null)
    assert.equal(said.others, there.length - own.length)
    assert.deepEqual(said.letters.map(({ pupil }) => pupil), own.map(({ pupil }) => pupil))
    for (const { code, name: called, birth_year: birth, how, ...place } of said.letters) {
      assert.deepEqual(place, own.find(({ pupil }) => pupil === place.pupil))
      const number = Number(place.pupil.slice(2))
      assert.equal(called, NAMES[number % NAMES.length])
      assert.equal(birth, number % 3 ? 2020 : null)
      assert.match(how, /^Xét theo nhóm “.+”; cách xếp: ổn định, .*\.$/)
      assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
    }
  }
  const [school] = schools.keys()
  const [{ pupil, code: old }] = (await codes(officer, school)).letters
  const [{ code }] = (await codes(officer, school, { query: '?lang=en' })).letters
  assert.equal(await comesIn(pupil, old), false)
  assert.equal(await comesIn(pupil, code), true)
  assert.equal(await comesIn(pupil, code), false)
})

test('a child of several pages of letters is on one of them', async () => {
  const [school] = schools.keys()
  const all = (await codes(chief, school)).letters.map(({ pupil }) => pupil)
  assert.equal(all.length, places.filter((place) => place.school === school).length)
  const rest = await codes(chief, school, { after: all[4] })
  assert.deepEqual(rest.letters.map(({ pupil }) => pupil), all.slice(5))
  assert.match((await codes(chief, school, { query: '?lang=en' })).letters[0].how, /^Served in group “.+”; method: stable/)
})

test('a letter says until when its place can be contested', async () => {
  const [school] = schools.keys()
  assert.equal((await codes(other, school)).window, null)
  await admin.json('/v1/contest-windows/2026/1', { method: 'PUT', body: { opens: '2026-07-01', closes: '2099-07-15' } })
  const { window } = await codes(other, school)
  assert.equal(window.closes, '2099-07-15')
})

test('the log has one line with the school and a count, and no child', async () => {
  const [school] = schools.keys()
  const { letters } = await codes(officer, school)
  const { entries } = await admin.json('/v1/audit?limit=1')
  assert.equal(entries[0].action, 'round.codes')
  assert.equal(entries[0].subject, round)
  assert.deepEqual(JSON.parse(entries[0].detail), { school, codes: letters.length })
  assert.doesNotMatch(JSON.stringify(entries[0]), /HS\d{3}/)
})

test('letters are of rounds in force, of schools there are, and not for everyone', async () => {
  const [school] = schools.keys()
  assert.match((await codes(officer, school, { of: draft, status: 409 })).detail, /is a draft/)
  assert.match((await codes(officer, 'none', { status: 404 })).detail, /"none"/)
  assert.match((await codes(officer, school, { of: 'none', status: 404 })).detail, /no round "none"/)
  assert.match((await codes(officer, undefined, { status: 400 })).detail, /school/)
  assert.match((await codes(officer, school, { query: '?lang=fr', status: 400 })).detail, /lang/)
  await codes(admin, school, { status: 403 })
})

// Lists -----------------------------------------------------------------------

async function list(who, query = '', of = round) {
  const answer = await who.ask(`/v1/rounds/${of}/places.xlsx${query}`)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const [, name] = answer.headers.get('content-disposition').match(/^attachment; filename="([a-z0-9.-]+)"$/)
  const path = join(city.folder, 'list.xlsx')
  writeFileSync(path, new Uint8Array(await answer.arrayBuffer()))
  return { name, sheets: readSheets(path) }
}

const COLUMNS = ['Mã định danh', 'Họ và tên', 'Nơi ở (phường, xã)', 'Trường', 'Khoảng cách (m)', 'Cách xếp']

test('the list of a school has its children of the own wards, and of their homes only the ward', async () => {
  const [[school, name]] = schools
  const { sheets, name: file } = await list(officer, `?school=${school}`)
  assert.match(file, /^danh-sach-lop-1-2026-[a-z0-9-]+\.xlsx$/)
  assert.equal(sheets.length, 1)
  const own = byName(places.filter((place) => place.school === school && place.ward === 'w1'), 'pupil')
  assert.equal(sheets[0].rows.length, Object.keys(own).length)
  for (const row of sheets[0].rows) {
    assert.deepEqual(Object.keys(row), COLUMNS)
    const id = row['Mã định danh']
    assert.equal(row['Khoảng cách (m)'], own[id].way_m)
    assert.equal(row['Họ và tên'], NAMES[Number(id.slice(2)) % NAMES.length])
    assert.equal(row['Trường'], name)
    assert.match(row['Cách xếp'], /^Xét theo nhóm/)
    assert.notEqual(row['Nơi ở (phường, xã)'], null)
  }
})

test('all lists are a sheet a school, in order of school, given name and code', async () => {
  const { sheets, name: file } = await list(chief)
  assert.equal(file, 'danh-sach-lop-1-2026.xlsx')
  const rows = sheets.flatMap(({ rows }) => rows)
  assert.deepEqual(rows.map((row) => row['Mã định danh']).sort(), places.map(({ pupil }) => pupil))
  const named = sheets.map(({ rows }) => rows[0]['Trường'])
  assert.deepEqual(named.slice(0, 3), [...schools.values()].sort())
  assert.equal(sheets[3].sheet, 'Chưa xếp được')
  assert.equal(sheets[3].rows.length, MANY - 3 * SEATS)
  assert.ok(sheets[3].rows.every((row) => row['Cách xếp'] === 'Học sinh chưa được xếp vào trường nào.'))
  // "Ân" and "An" are the same without marks, so what stands before decides.
  const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll('Đ', 'D').toLowerCase()
  const key = (row) => {
    const words = fold(row['Họ và tên']).replace(/[^a-z0-9]+/g, ' ').trim().split(' ')
    return [words.at(-1), ...words.slice(0, -1)].join(' ') + ' ' + row['Mã định danh']
  }
  for (const { rows } of sheets) {
    const keys = rows.map(key)
    assert.deepEqual(keys, keys.toSorted())
  }
})

test('a list of a draft says so in its name; of no round or school there is none', async () => {
  const { name: file } = await list(officer, '', draft)
  assert.equal(file, 'danh-sach-du-kien-lop-1-2026.xlsx')
  for (const path of [`/v1/rounds/${round}/places.xlsx?school=none`, '/v1/rounds/none/places.xlsx'])
    assert.match(await officer.refusal(path, {}, 404), /none/)
  await admin.refusal(`/v1/rounds/${round}/places.xlsx`, {}, 403)
})

test('the same list has the same bytes', async () => {
  const bytes = async () => Buffer.from(await (await chief.ask(`/v1/rounds/${round}/places.xlsx`)).arrayBuffer())
  assert.ok((await bytes()).equals(await bytes()))
})

test('nothing is changed for a round that is replaced', async () => {
  const [school] = schools.keys()
  const [{ pupil, code }] = (await codes(officer, school)).letters
  await admin.json(`/v1/rounds/${draft}/publish`, post({ confirm: 'primary 2026' }))
  assert.match((await codes(officer, school, { status: 409 })).detail, /another round/)
  assert.equal(await comesIn(pupil, code), true)
  await admin.json(`/v1/rounds/${round}/publish`, post({ confirm: 'primary 2026' }))
})
