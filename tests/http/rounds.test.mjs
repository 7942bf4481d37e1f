// Rounds of placing over HTTP: listed, compared, looked into by officers of two
// wards, published and removed; and the rules they follow.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, makeCity, run, startOffice, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, addPerson, signIn, Visitor } from './people.mjs'

const MANY = 90
let city
let office
let officer // of ward w1
let other // of ward w2
let chief // of the whole city
let planner
let admin
let rounds // id by method
let wardOf // of each pupil
let schools

// More children than seats, spread over both wards; one without a ward, whose
// home lies in w2.
function drawPupils() {
  const lines = ['id,lon,lat,grade,year,ward']
  wardOf = new Map()
  for (let i = 0; i < MANY; i++) {
    const [x, y] = [(i * 7) % 9, (i * 5) % 9]
    const id = `HS${String(i).padStart(3, '0')}`
    const ward = x + 0.3 < 4.5 ? 'w1' : 'w2'
    wardOf.set(id, ward)
    lines.push(`${id},${text(at(x + 0.3, y + 0.2))},1,2026,${i === 1 ? '' : ward}`)
  }
  return lines.join('\n')
}

before(async () => {
  city = makeCity()
  schools = JSON.parse(run('nearest', city.city, '--at', text(at(5, 5)), '--level', 'primary', '-k', '3', '--json')).schools.map(({ id }) => id)
  writeFileSync(join(city.folder, 'seats.csv'), `school_id,year,grade,seats\n${schools.map((id) => `${id},2026,1,28`).join('\n')}\n`)
  writeFileSync(join(city.folder, 'pupils.csv'), drawPupils())
  run('import', city.city, 'capacity', join(city.folder, 'seats.csv'))
  run('import', city.city, 'pupils', join(city.folder, 'pupils.csv'))
  run('admit', city.city, 'draw', '--grade', '1', '--year', '2026')
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'all')
  addEveryone(city.city)
  addPerson(city.city, 'chief', '--role', 'officer', '--all-wards')
  office = await startOffice(city.city)
  const watched = (await readContract()).watch(fetch)
  ;[officer, other, chief, planner, admin] = await Promise.all(
    ['officer', 'other', 'chief', 'planner', 'admin'].map((name) => signIn(office, name, undefined, watched)),
  )
  const listed = (await officer.json('/v1/rounds')).rounds
  rounds = Object.fromEntries(listed.map(({ round, method, objective }) => [objective ? `${method} ${objective}` : method, round]))
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const path = (method, rest = '') => `/v1/rounds/${rounds[method]}${rest}`

// All pages.
async function places(who, method, query = '') {
  const found = []
  let after = ''
  let others
  do {
    const page = await who.json(path(method, `/places?limit=7${query}${after}`))
    found.push(...page.places)
    assert.ok(others === undefined || others === page.others)
    others = page.others
    after = page.next === null ? undefined : `&after=${page.next}`
  } while (after)
  return { found, others }
}

test('rounds are listed by grade and year, with what they measured', async () => {
  const { rounds: all } = await officer.json('/v1/rounds?grade=1&year=2026')
  assert.equal(all.length, 5)
  assert.deepEqual((await admin.json('/v1/rounds?year=2025')).rounds, [])
  assert.deepEqual((await admin.json('/v1/rounds?grade=6')).rounds, [])
  for (const round of all) {
    assert.equal(round.state, 'draft')
    assert.equal(round.confirm, 'primary 2026')
    assert.equal(round.summary.applicants, MANY)
    assert.equal(round.summary.consequences, undefined)
  }
  const optimum = await officer.json(path('optimal total'))
  assert.equal(optimum.summary.is_proven, true)
  assert.match(optimum.made_from, /pupils/)
  await planner.refusal('/v1/rounds', {}, 403)
  await new Visitor(office).refusal('/v1/rounds', {}, 401)
  assert.match(await officer.refusal('/v1/rounds/none', {}, 404), /^there is no round "none"$/)
  assert.match(await officer.refusal('/v1/rounds?year=1', {}, 400), /year/)
})

test('consequences stand beside each other as the command writes them', async () => {
  const ids = ['nearest-first', 'stable', 'optimal caps'].map((method) => rounds[method])
  const said = JSON.parse(run('admit', city.city, 'compare', ...ids, '--json'))
  const { rounds: columns, ...table } = await officer.json(`/v1/rounds/${ids[0]}/consequences?with=${ids[1]},${ids[2]}`)
  assert.deepEqual(columns, ids)
  assert.deepEqual(table, said)
  assert.equal((await admin.json(`/v1/rounds/${ids[0]}/consequences`)).all.length, 1)
  assert.match(await officer.refusal(`/v1/rounds/${ids[0]}/consequences?with=none`, {}, 404), /no round "none"/)
  const many = Array(8).fill(ids[1]).join(',')
  assert.match(await officer.refusal(`/v1/rounds/${ids[0]}/consequences?with=${many}`, {}, 400), /more than 7/)
})

test('pools say how far the seats reached, and the histogram how far everyone goes', async () => {
  const { pools } = await officer.json(path('stable', '/pools'))
  const { found } = await places(chief, 'stable')
  for (const pool of pools) {
    const there = found.filter(({ school }) => school === pool.school)
    assert.equal(pool.placed, there.length)
    assert.equal(pool.seats, 28)
    assert.equal(pool.is_full, there.length === 28)
    if (there.length) assert.ok(there.some(({ way_m: way }) => way === pool.last_m))
  }
  const placed = found.filter(({ school }) => school !== null)
  const bins = (ways) => ways.reduce((counts, way) => ((counts[Math.floor(way / 250)] = (counts[Math.floor(way / 250)] ?? 0) + 1), counts), [])
  const check = (histogram, ways) => {
    assert.equal(histogram.step_m, 250)
    assert.equal(histogram.placed, ways.length)
    assert.deepEqual(histogram.counts, Array.from(bins(ways), (n) => n ?? 0))
  }
  check(await admin.json(path('stable', '/histogram')), placed.map(({ way_m: way }) => way))
  const [school] = schools
  const ways = placed.filter((one) => one.school === school).map(({ way_m: way }) => way)
  check(await officer.json(path('stable', `/histogram?school=${school}`)), ways)
  assert.deepEqual((await officer.json(path('stable', '/histogram?school=none'))).counts, [])
})

test('an officer sees the children of its own wards and the others counted', async () => {
  const all = await places(chief, 'nearest-first')
  assert.equal(all.found.length, MANY)
  assert.equal(all.others, 0)
  for (const [who, ward] of [[officer, 'w1'], [other, 'w2']]) {
    const mine = await places(who, 'nearest-first')
    const own = [...wardOf].filter(([, of]) => of === ward).map(([id]) => id)
    assert.deepEqual(mine.found.map(({ pupil }) => pupil), own)
    assert.equal(mine.others, MANY - own.length)
    assert.deepEqual(mine.found, all.found.filter(({ pupil }) => own.includes(pupil)))
  }
  const [school] = schools
  const at = all.found.filter((one) => one.school === school)
  const mine = await places(officer, 'nearest-first', `&school=${school}`)
  assert.deepEqual(mine.found, at.filter(({ ward }) => ward === 'w1'))
  assert.equal(mine.others, at.filter(({ ward }) => ward !== 'w1').length)
  const nowhere = await places(officer, 'nearest-first', '&unplaced=1')
  const unplaced = all.found.filter((one) => one.school === null)
  assert.ok(unplaced.length >= MANY - 3 * 28)
  assert.equal(nowhere.found.length + nowhere.others, unplaced.length)
  const none = await places(officer, 'nearest-first', '&ward=w2')
  assert.deepEqual(none.found, [])
  await admin.refusal(path('stable', '/places'), {}, 403)
  assert.match(await officer.refusal(path('stable', '/places?limit=0'), {}, 400), /limit/)
})

test('a difference names the own children who change and counts the others', async () => {
  const query = `/diff?with=${rounds['nearest-first']}`
  const said = JSON.parse(run('admit', city.city, 'diff', rounds['nearest-first'], rounds['optimal total'], '--json'))
  const changed = JSON.parse(run('admit', city.city, 'diff', rounds['nearest-first'], rounds['optimal total'], '--json', '--pupils'))
  const whole = await chief.json(path('optimal total', query))
  assert.deepEqual(whole.summary, said)
  assert.deepEqual(whole.pupils, changed)
  assert.equal(whole.others, 0)
  const mine = await officer.json(path('optimal total', query))
  assert.deepEqual(mine.summary, said)
  assert.deepEqual(mine.pupils, changed.filter(({ pupil }) => wardOf.get(pupil) === 'w1'))
  assert.equal(mine.others, changed.length - mine.pupils.length)
  const theirs = await admin.json(path('optimal total', query))
  assert.deepEqual(theirs.pupils, [])
  assert.equal(theirs.others, changed.length)
  assert.match(await officer.refusal(path('stable', '/diff'), {}, 400), /with/)
  assert.match(await officer.refusal(path('stable', '/diff?with=none'), {}, 404), /no round "none"/)
})

test('rules are those the program carries and those of rounds', async () => {
  const { rules } = await planner.json('/v1/rules')
  assert.deepEqual(rules.map(({ name }) => name), ['grade-1', 'grade-10', 'grade-6'])
  assert.ok(rules.every(({ is_shipped: shipped }) => shipped))
  const one = await officer.json('/v1/rules/grade-1')
  assert.match(one.text, /^#|name:/)
  assert.equal(one.grade, 1)
  assert.deepEqual(await officer.json(`/v1/rules/${one.checksum}`), one)
  assert.match(await officer.refusal('/v1/rules/grade-2', {}, 404), /no rules "grade-2"/)

  const changed = join(city.folder, 'rules.yaml')
  writeFileSync(changed, one.text.replace(/version: .*/, 'version: "thử"'))
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'stable', '--rules', changed)
  const more = (await admin.json('/v1/rules')).rules
  assert.equal(more.length, 4)
  const [last] = more.filter(({ is_shipped: shipped }) => !shipped)
  assert.equal(last.name, last.checksum)
  assert.equal((await officer.json(`/v1/rules/${last.name}`)).version, 'thử')

  const [trial] = (await officer.json('/v1/rounds')).rounds.filter(({ rules: of }) => of.checksum === last.checksum)
  assert.match(await officer.refusal(path('stable', `/consequences?with=${trial.round}`), {}, 400), /are of other rules or years/)
  assert.equal((await officer.ask(`/v1/rounds/${trial.round}`, { method: 'DELETE' })).status, 204)
  await officer.refusal(`/v1/rounds/${trial.round}`, {}, 404)
})

test('a round is published by an administrator who says for what, and its cut-offs are public', async () => {
  const publish = (who, body, status) => who.json(path('stable', '/publish'), { method: 'POST', body }, status)
  await publish(officer, { confirm: 'primary 2026' }, 403)
  assert.match((await publish(admin, { confirm: 'primary 2025' }, 400)).detail, /"confirm" must say "primary 2026"/)
  assert.match((await publish(admin, {}, 400)).detail, /confirm/)
  const published = await publish(admin, { confirm: 'primary 2026' }, 200)
  assert.equal(published.state, 'in_force')
  assert.match((await publish(admin, { confirm: 'primary 2026' }, 409)).detail, /is in force already/)
  assert.match(await officer.refusal(path('stable'), { method: 'DELETE' }, 409), /published round never changes/)
  const { history } = await admin.json(path('stable'))
  assert.deepEqual(history.map(({ action }) => action), ['round.in_force', 'round.publish.done', 'round.publish'])
  assert.ok(history.every(({ who }) => who === 'admin admin'))
  // The round that is in force can be followed by another, and put back.
  const second = path('optimal caps', '/publish')
  await admin.json(second, { method: 'POST', body: { confirm: 'primary 2026' } })
  assert.equal((await officer.json(path('stable'))).state, 'published')
  await publish(admin, { confirm: 'primary 2026' }, 200)
  assert.equal((await officer.json(path('stable'))).state, 'in_force')
})

test('a draft is removed by an officer, once', async () => {
  await admin.refusal(path('optimal tail'), { method: 'DELETE' }, 403)
  assert.equal((await officer.ask(path('optimal tail'), { method: 'DELETE' })).status, 204)
  await officer.refusal(path('optimal tail'), { method: 'DELETE' }, 404)
})
