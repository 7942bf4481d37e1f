// What the public is told in numbers: of a made-up city with a published round,
// a forecast, and some schools of so few pupils that they are withheld.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { makeCity, run, startServer } from './city.mjs'
import { readContract } from './contract.mjs'

const LEAST = 5
let folder, city, server, ask, small, published
const few = {} // pupils by the id of a school with few

const rows = (path) => {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n').map((line) => line.split(','))
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])))
}

function importRows(what, header, lines) {
  const path = join(folder, `${what}-more.csv`)
  writeFileSync(path, [header, ...lines].join('\n') + '\n')
  run('import', city, what, path)
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hocgan-numbers-'))
  run('demo', folder, '--pupils', '1500', '--schools', '24', '--seed', '7')
  city = join(folder, 'city.sqlite')
  // Two schools of few primary pupils: one alone in being so, one with none.
  const schools = [...new Set(rows(join(folder, 'enrolment.csv')).filter(({ grade }) => grade === '1').map((row) => row.school_id))]
  few[schools[0]] = 3
  few[schools[4]] = 0
  importRows(
    'enrolment',
    'school_id,year,grade,pupils',
    Object.entries(few).flatMap(([id, pupils]) => [1, 2, 3, 4, 5].map((grade) => `${id},2025,${grade},${grade === 1 ? pupils : 0}`)),
  )
  const { rounds } = { rounds: run('admit', city, 'rounds') }
  published = /^\S+/m.exec(rounds.split('\n').find((line) => /nearest-first/.test(line) && /\b2026\b/.test(line)))[0]
  run('admit', city, 'publish', published)
  server = await startServer(city)
  const contract = await readContract()
  const fetch = contract.watch(globalThis.fetch)
  ask = async (path, status = 200) => {
    const answer = await fetch(server.address + path)
    const text = await answer.text()
    assert.equal(answer.status, status, `${path}: ${text}`)
    return { text, ...JSON.parse(text) }
  }
  ask.of = (address) => fetch(address)
})

after(async () => {
  await server?.stop()
  small?.remove()
  rmSync(folder, { recursive: true, force: true })
})

// Enrolment by school and level, as the files have it.
function enrolmentOf(year) {
  const level = (grade) => (grade < 1 ? 'preschool' : grade < 6 ? 'primary' : grade < 10 ? 'lower_secondary' : 'upper_secondary')
  const pupils = {}
  const all = [...rows(join(folder, 'enrolment.csv')), ...rows(join(folder, 'enrolment-more.csv'))]
  const newest = new Map(all.filter((row) => row.year === String(year)).map((row) => [`${row.school_id} ${row.grade}`, row]))
  for (const { school_id, grade, pupils: n } of newest.values()) {
    const key = `${school_id} ${level(Number(grade))}`
    pupils[key] = (pupils[key] ?? 0) + Number(n)
  }
  return pupils
}

async function allCapacity() {
  const whole = await ask('/v1/capacity')
  const wards = await Promise.all(whole.wards.map(({ id }) => ask(`/v1/capacity?ward=${encodeURIComponent(id)}`)))
  return { whole, wards }
}

test('pupils that are told are those of the newest enrolment', async () => {
  const { whole, wards } = await allCapacity()
  const truth = enrolmentOf(whole.enrolment_year)
  let told = 0
  for (const { schools } of wards)
    for (const school of schools)
      for (const { level, pupils, withheld } of school.now) {
        assert.equal(withheld, pupils === null)
        if (!withheld) assert.equal(pupils, truth[`${school.id} ${level}`], school.id)
        told += !withheld
      }
  assert.ok(told > 20)
})

test('counts under five are withheld, and what can be had by subtraction is of two places or more', async () => {
  const { whole, wards } = await allCapacity()
  const withheld = new Set()
  for (const level of ['primary', 'lower_secondary', 'upper_secondary']) {
    const of = (place) => place.now.find((now) => now.level === level)
    // Taken away from the city: every ward that is told, and of the others every school that is.
    const sums = [{ whole: of(whole.place), parts: [] }]
    for (const ward of wards) {
      const total = of(ward.place)
      if (!total) continue
      const parts = ward.schools.map(of).filter(Boolean)
      if (total.withheld) sums[0].parts.push(...parts)
      else sums.push({ whole: total, parts }), sums[0].parts.push(total)
      ward.schools.forEach((school) => of(school)?.withheld && withheld.add(school.id))
    }
    for (const { whole, parts } of sums) {
      const hidden = parts.filter((part) => part.withheld).length
      const rest = whole.pupils - parts.reduce((sum, part) => sum + (part.pupils ?? 0), 0)
      if (hidden === 0) continue
      assert.ok(hidden >= 2, level)
      assert.ok(rest >= LEAST, `${level}: ${rest}`)
    }
  }
  for (const id of Object.keys(few)) assert.ok(withheld.has(id), id)
  assert.ok(withheld.size >= 3, 'another goes with them')
})

test('a school that is withheld is so in every answer, and no rooms follow from it', async () => {
  const { wards } = await allCapacity()
  for (const { schools } of wards)
    for (const school of schools) {
      const one = await ask(`/v1/schools/${school.id}`)
      assert.deepEqual(one.now, school.now)
      if (school.now.some((now) => now.withheld))
        for (const key of ['classes', 'rooms_needed', 'shortage', 'surplus']) assert.equal(school[key], null)
      else if (school.rooms !== null) assert.equal(school.rooms_needed + school.surplus, school.rooms + school.shortage)
    }
})

test('a place is the sum of its schools', async () => {
  const { whole, wards } = await allCapacity()
  for (const ward of wards) {
    const told = ward.schools.filter((school) => school.rooms_needed !== null)
    assert.equal(ward.place.schools_told, told.length)
    for (const key of ['classes', 'rooms_needed', 'shortage', 'surplus'])
      assert.equal(ward.place[key], told.reduce((sum, school) => sum + school[key], 0), key)
  }
  assert.equal(whole.place.seats, wards.reduce((sum, ward) => sum + ward.place.seats, 0))
})

test('the nearest schools say whom they last took and how many seats are left, as their own page does', async () => {
  const { centre } = await ask('/v1/city')
  const answer = await ask(`/v1/nearest?at=${centre}&level=primary&k=20`)
  assert.equal(answer.text, run('nearest', city, '--at', centre.join(), '--level', 'primary', '-k', '20', '--json'))
  let seen = 0
  for (const near of answer.schools) {
    const { cut_offs } = await ask(`/v1/schools/${near.id}`)
    const last = cut_offs.find(({ grade, programme }) => grade === 1 && programme === null)
    if (!last) {
      assert.equal(near.last_admitted, null)
      continue
    }
    seen++
    assert.deepEqual(near.last_admitted, {
      year: last.year,
      distance_m: last.last_distance_m,
      is_full: last.is_full,
      withheld: last.withheld,
    })
    assert.equal(near.seats_left, last.withheld ? null : Math.max(0, last.seats - last.placed))
    assert.ok(last.withheld ? last.placed === null : last.placed === 0 || last.placed >= LEAST)
    assert.equal(last.round.startsWith(published), true)
  }
  assert.ok(seen > 3)
})

test('a zone says why, in the language asked for, with the seats and the last admitted', async () => {
  const { centre } = await ask('/v1/city')
  const vietnamese = await ask(`/v1/zone?at=${centre}&level=primary`)
  const english = await ask(`/v1/zone?at=${centre}&level=primary&lang=en`)
  assert.match(vietnamese.sentence, /^Nhà nằm trong địa bàn của .*\.$/)
  assert.match(english.sentence, /^The home is in the zone of .*\.$/)
  assert.ok(english.sentence.includes(english.school.name))
  const school = await ask(`/v1/schools/${english.school.id}`)
  assert.equal(english.school.seats, school.seats.find(({ grade }) => grade === 1).seats)
  assert.deepEqual(english.school.cut_off, school.cut_offs.find(({ grade }) => grade === 1) ?? null)
  const none = await ask(`/v1/zone?at=${centre}&level=preschool&lang=en`)
  assert.equal(none.sentence, 'No zones of this level have been published yet.')
})

test('the forecast told is the one that is kept, in whole pupils', async () => {
  const { wards } = await ask('/v1/capacity')
  const subjects = [['city=1'], [`ward=${wards[0].id}`, '--ward', wards[0].id]]
  const { schools } = await ask('/v1/schools?level=lower_secondary')
  subjects.push([`school=${schools[0].id}`, '--school', schools[0].id])
  run('forecast', city)
  await new Promise((resolve) => setTimeout(resolve, 100))
  let told
  for (let tries = 0; tries < 50; tries++) {
    told = await ask('/v1/forecast?city=1')
    if (told.forecast === JSON.parse(run('forecast', city, '--json')).forecast) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  for (const [query, ...options] of subjects) {
    const answer = await ask(`/v1/forecast?${query}`)
    const kept = JSON.parse(run('forecast', city, '--json', ...options))
    assert.equal(answer.forecast, kept.forecast)
    const key = ({ grade, year }) => `${grade} ${year}`
    const medians = new Map(kept.pupils.map((value) => [key(value), value.median]))
    assert.equal(answer.pupils.length, medians.size)
    for (const value of answer.pupils)
      if (!value.withheld) assert.ok(Math.abs(value.median - medians.get(key(value))) <= 0.56, query)
    for (const room of answer.rooms.filter((room) => !room.withheld))
      assert.equal(room.shortage, kept.rooms.find(({ level, year }) => level === room.level && year === room.year).shortage)
    for (const { median } of answer.pupils) assert.ok(median === null || median >= LEAST)
  }
})

test('whose forecast is asked for must be said, and one that is not there is said so', async () => {
  for (const query of ['', '?city=0', '?city=1&ward=x', '?school=a&ward=b'])
    assert.match((await ask(`/v1/forecast${query}`, 400)).detail, /one of school, ward and city=1/)
  assert.match((await ask('/v1/forecast?school=none', 404)).detail, /no school with the id "none"/)
  assert.match((await ask('/v1/forecast?ward=none', 404)).detail, /no ward with the id "none"/)
  small = makeCity()
  const other = await startServer(small.city)
  try {
    const answer = await ask.of(`${other.address}/v1/forecast?city=1`)
    assert.equal(answer.status, 404)
    assert.equal((await answer.json()).detail, 'Thị trấn has no forecast yet')
  } finally {
    await other.stop()
  }
})

test('indicators are those of the command line, by code, ward and year', async () => {
  const all = await ask('/v1/indicators')
  assert.equal(all.text, run('indicators', city, '--json'))
  const [first] = all.indicators
  const place = first.places.find(({ ward }) => ward !== null)
  const { year } = place.years.at(-1)
  const one = await ask(`/v1/indicators?code=${first.code}&ward=${place.ward}&year=${year}`)
  assert.deepEqual(one.indicators, [{ ...first, places: [{ ...place, years: [place.years.at(-1)] }] }])
  assert.match((await ask('/v1/indicators?code=none', 404)).detail, /no indicator with the code "none"/)
})
