// What planners are told: rooms by place and year, schools by their chance to
// overflow, and a place's pupils behind and ahead; held against the files that
// were imported, the command line, and what everyone is told.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { makeCity, run, startOffice } from './city.mjs'
import { readContract } from './contract.mjs'
import { addPerson, signIn } from './people.mjs'

let folder, city, office, planner, kept, enrolment

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hocgan-planning-'))
  run('demo', folder, '--pupils', '1500', '--schools', '24', '--seed', '7')
  city = join(folder, 'city.sqlite')
  addPerson(city, 'planner', '--role', 'planner')
  office = await startOffice(city)
  planner = await signIn(office, 'planner', undefined, (await readContract()).watch(fetch))
  kept = JSON.parse(run('forecast', city, '--json', '--rooms'))
  const [head, ...lines] = readFileSync(join(folder, 'enrolment.csv'), 'utf8').trim().split('\n').map((line) => line.split(','))
  enrolment = lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])))
})

after(async () => {
  await office?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const sum = (numbers) => numbers.reduce((all, n) => all + n, 0)
const isPrimary = ({ grade }) => Number(grade) >= 1 && Number(grade) <= 5

test('rooms of the city and its wards are those of the kept forecast', async () => {
  const told = await planner.json('/v1/planning/rooms?level=primary')
  assert.equal(told.forecast, kept.forecast)
  assert.deepEqual(told.city.needs, kept.rooms.filter(({ level }) => level === 'primary'))
  assert.deepEqual(told.city.rooms_per_10000, kept.rooms_per_10000)
  const wards = kept.wards.filter(({ rooms }) => rooms.length > 0)
  assert.deepEqual(told.wards.map(({ id }) => id), wards.map(({ id }) => id))
  for (const [i, ward] of wards.entries())
    assert.deepEqual(told.wards[i].needs, ward.rooms.filter(({ level }) => level === 'primary'), ward.id)
  for (const [y, need] of told.city.needs.entries())
    assert.equal(sum(told.wards.map(({ needs }) => needs[y]?.shortage ?? 0)), need.shortage)
})

test('schools come by their chance, then by rooms missing, as many as are asked for', async () => {
  const { schools, total } = await planner.json('/v1/planning/schools?level=primary&year=2029')
  assert.equal(schools.length, total)
  const order = schools.map(({ id, need }) => [need.overflow_chance ?? -1, need.shortage, id])
  const sorted = [...order].sort((a, b) => b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? -1 : 1))
  assert.deepEqual(order, sorted)
  const { schools: first } = await planner.json('/v1/planning/schools?level=primary&year=2029&limit=3')
  assert.deepEqual(first, schools.slice(0, 3))
  const { ward } = schools[0]
  const within = await planner.json(`/v1/planning/schools?level=primary&year=2029&ward=${ward}`)
  assert.deepEqual(within.schools, schools.filter((school) => school.ward === ward))
  for (const { id, need } of first) {
    const one = await (await fetch(`${office.address}/v1/forecast?school=${id}`)).json()
    const room = one.rooms.find(({ level, year }) => level === 'primary' && year === 2029)
    assert.equal(room.shortage, need.shortage)
    assert.equal(room.overflow_chance, need.overflow_chance)
  }
})

test('known pupils are the file’s, those ahead what everyone is told', async () => {
  const told = await planner.json('/v1/planning/pupils?city=1')
  const at = (rows, level, grade, year) => rows.find((row) => row.level === level && row.grade === grade && row.year === year)
  const of2023 = enrolment.filter(({ year }) => year === '2023')
  assert.equal(at(told.known, null, null, 2023).pupils, sum(of2023.map(({ pupils }) => Number(pupils))))
  assert.equal(at(told.known, 'primary', null, 2023).pupils, sum(of2023.filter(isPrimary).map(({ pupils }) => Number(pupils))))
  const everyone = await (await fetch(`${office.address}/v1/forecast?city=1`)).json()
  for (const { grade, year, withheld, ...range } of everyone.pupils) {
    const row = told.ahead.find((one) => one.year === year && one.grade === grade && (grade !== null || one.level === null))
    if (!withheld) for (const key of Object.keys(range)) assert.equal(row[key], range[key], `${grade} ${year} ${key}`)
  }
  const { needs } = (await planner.json('/v1/planning/rooms?level=primary')).city
  for (const { year, pupils } of needs)
    assert.ok(Math.abs(at(told.ahead, 'primary', null, year).median - pupils.median) <= 0.56)
})

test('what had been forecast is off as the back-test says', async () => {
  const { known, past } = await planner.json('/v1/planning/pupils?city=1')
  const rows = JSON.parse(run('forecast', city, 'backtest', '--json'))
  const row = rows.find((one) => one.level === 'city' && one.grade === null && one.origin === 2024 && one.horizon === 1 && one.method === 'hocgan')
  const { median, low80, high80 } = past.find((one) => one.origin === 2024 && one.year === 2025 && one.level === null)
  const { pupils } = known.find((one) => one.year === 2025 && one.level === null)
  assert.ok(Math.abs((100 * Math.abs(median - pupils)) / pupils - row.wape) < 0.05)
  assert.equal(row.cover80, pupils >= low80 && pupils <= high80 ? 100 : 0)
  assert.ok(past.every(({ origin, year }) => origin >= 2023 && origin < year && year <= 2025))
})

test('a ward and a school have their own', async () => {
  const { schools } = await planner.json('/v1/planning/schools?level=primary&limit=1')
  const [{ id, name, ward, ward_name }] = schools
  const school = await planner.json(`/v1/planning/pupils?school=${id}`)
  assert.deepEqual([school.subject, school.id, school.name], ['school', id, name])
  const own = enrolment.filter((row) => row.school_id === id && row.year === '2025')
  assert.equal(school.known.find((row) => row.year === 2025 && row.level === null).pupils, sum(own.map(({ pupils }) => Number(pupils))))
  const place = await planner.json(`/v1/planning/pupils?ward=${ward}`)
  assert.deepEqual([place.subject, place.id, place.name], ['ward', ward, ward_name])
  assert.ok(place.ahead.every(({ grade }) => grade === null))
  assert.ok(place.past.some(({ level }) => level === 'primary'))
})

test('what cannot be answered is said in a sentence', async () => {
  assert.match(await planner.refusal('/v1/planning/rooms', {}, 400), /level/)
  assert.match(await planner.refusal('/v1/planning/schools?level=primary&year=2050', {}, 400), /year/)
  assert.match(await planner.refusal('/v1/planning/pupils?city=1&ward=x', {}, 400), /one of school, ward and city=1/)
  assert.match(await planner.refusal('/v1/planning/pupils?ward=none', {}, 404), /no ward "none"/)
  const small = makeCity()
  addPerson(small.city, 'planner', '--role', 'planner')
  const other = await startOffice(small.city)
  try {
    const someone = await signIn(other, 'planner')
    assert.equal(await someone.refusal('/v1/planning/rooms?level=primary', {}, 404), 'Thị trấn has no forecast yet')
    assert.match(await someone.refusal('/v1/planning/pupils?city=1', {}, 409), /has no enrolment yet/)
  } finally {
    await other.stop()
    small.remove()
  }
})
