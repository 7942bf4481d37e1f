// Zone plans over HTTP: listed, copied, painted by several at once, taken back,
// locked, compared, published and removed, in a town of a hundred units.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, makeCity, run, startOffice, SIDE, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, signIn, Visitor } from './people.mjs'

let city
let office
let watched // fetch, every answer of which is held against openapi.yaml
let planner
let officer
let admin
let schools // ids of those with seats
let suggested // the plan that was suggested, a draft

const unitId = (x, y) => `u${y}${x}`

// A unit around each crossing; those of the north-east corner have few children.
function drawUnits() {
  const range = [...Array(SIDE).keys()]
  const unit = (x, y) => ({
    type: 'Feature',
    properties: { id: unitId(x, y), name: unitId(x, y), entrants: x > 7 && y > 7 ? 2 : 8 },
    geometry: {
      type: 'Polygon',
      coordinates: [[at(x - 0.5, y - 0.5), at(x + 0.5, y - 0.5), at(x + 0.5, y + 0.5), at(x - 0.5, y + 0.5), at(x - 0.5, y - 0.5)]],
    },
  })
  return JSON.stringify({
    type: 'FeatureCollection',
    features: range.flatMap((y) => range.map((x) => unit(x, y))),
  })
}

function makeUnits() {
  const rows = JSON.parse(run('nearest', city.city, '--at', text(at(5, 5)), '--level', 'primary', '-k', '3', '--json'))
    .schools.map(({ id }) => id)
    .sort()
  writeFileSync(join(city.folder, 'seats.csv'), `school_id,year,grade,seats\n${rows.map((id) => `${id},2026,1,270`).join('\n')}\n`)
  writeFileSync(join(city.folder, 'units.geojson'), drawUnits())
  run('import', city.city, 'capacity', join(city.folder, 'seats.csv'))
  run('import', city.city, 'units', join(city.folder, 'units.geojson'), '--map', 'entrants=entrants', '--year', '2026', '--grade', '1')
  const said = run('zones', city.city, 'suggest', '--level', 'primary', '--method', 'balanced')
  return { rows, plan: said.split(/\s+/)[1] }
}

before(async () => {
  city = makeCity()
  const made = makeUnits()
  schools = made.rows
  suggested = made.plan
  addEveryone(city.city)
  office = await startOffice(city.city)
  watched = (await readContract()).watch(fetch)
  planner = await signIn(office, 'planner', undefined, watched)
  officer = await signIn(office, 'officer', undefined, watched)
  admin = await signIn(office, 'admin', undefined, watched)
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const post = (who, path, body, status = 200) => who.json(path, { method: 'POST', body }, status)

// Comes back until the desk is open.
async function patiently(who, path) {
  for (;;) {
    const answer = await who.ask(path)
    if (answer.status !== 202) {
      assert.equal(answer.status, 200, await answer.clone().text())
      return answer.json()
    }
    assert.equal((await answer.json()).state, 'opening')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function copy(who = planner, of = suggested) {
  const plan = await post(who, '/v1/plans', { copy: of }, 201)
  const units = await patiently(who, `/v1/plans/${plan.plan}/units`)
  return { path: `/v1/plans/${plan.plan}`, id: plan.plan, step: plan.step, units }
}

const schoolOf = ({ units, schools, school }, unit) => schools[school[units.indexOf(unit)]] ?? null

const others = (id) => schools.filter((one) => one !== id)

// What `hocgan zones` says of the plan, read from the file by another process.
const measured = (plan) => JSON.parse(run('zones', city.city, 'measure', plan, '--by', 'school', '--json'))

test('plans are listed by level, grade, year and state', async () => {
  const list = async (query) => (await planner.json(`/v1/plans${query}`)).plans
  const all = await list('')
  assert.ok(all.length >= 2)
  const drafts = await list('?state=draft&level=primary&grade=1&year=2026')
  assert.deepEqual(drafts.map(({ plan }) => plan), [suggested])
  assert.equal(drafts[0].confirm, 'primary 2026')
  assert.equal(drafts[0].zones, 3)
  const inForce = await list('?state=in_force')
  assert.ok(inForce.every(({ state }) => state === 'in_force'))
  assert.deepEqual(await list('?state=published'), inForce)
  assert.deepEqual(await list('?year=2031'), [])
  assert.deepEqual(await list('?level=preschool'), [])
  assert.match(await planner.refusal('/v1/plans?state=done', {}, 400), /state must be draft, published or in_force/)
  assert.match(await planner.refusal('/v1/plans?level=x', {}, 400), /level must be/)
  assert.match(await planner.refusal('/v1/plans?grade=13', {}, 400), /grade/)
})

test('nobody sees a plan who is not signed in, and who draws none changes none', async () => {
  const stranger = new Visitor(office, watched)
  for (const path of ['', `/${suggested}`, `/${suggested}/units`, `/${suggested}/measures`, `/${suggested}/zones.geojson`])
    await stranger.refusal(`/v1/plans${path}`, {}, 401)
  await stranger.refusal('/v1/plans', { method: 'POST', body: { copy: suggested } }, 401)
  await admin.refusal('/v1/plans', { method: 'POST', body: { copy: suggested } }, 403)
  await planner.refusal('/v1/plans', { method: 'POST', body: { copy: suggested }, csrf: null }, 403)
  const draft = await copy()
  const move = { units: ['u00'], school: null, after_step: 0 }
  await admin.refusal(`${draft.path}/moves`, { method: 'POST', body: move }, 403)
  await planner.refusal(`${draft.path}/publish`, { method: 'POST', body: { confirm: 'primary 2026', after_step: 0 } }, 403)
  await planner.ask(draft.path, { method: 'DELETE' })
})

test('a copy is a draft with the same units, and says who made it', async () => {
  const { path, units } = await copy(officer)
  const plan = await officer.json(path)
  assert.equal(plan.state, 'draft')
  assert.equal(plan.based_on, suggested)
  assert.equal(plan.history[0].who, 'officer officer')
  assert.equal(plan.history[0].action, 'plan.make.done')
  const of = await patiently(officer, `/v1/plans/${suggested}/units`)
  for (const column of ['units', 'schools', 'school', 'entrants', 'wards', 'ward', 'locked'])
    assert.deepEqual(units[column], of[column])
  assert.equal(units.units.length, SIDE * SIDE)
  assert.deepEqual(units.schools, schools)
  assert.deepEqual(units.wards, ['w1', 'w2'])
  assert.equal(units.entrants[units.units.indexOf('u99')], 2)
  await officer.ask(path, { method: 'DELETE' })
})

test('units have a name, a place inside, and the units beside them', async () => {
  const { path, units } = await copy(officer)
  assert.deepEqual(units.names, units.units)
  units.units.forEach((id, place) => {
    const [y, x] = [Number(id[1]), Number(id[2])]
    const middle = at(x, y)
    assert.ok(units.at[place].every((degrees, axis) => Math.abs(degrees - middle[axis]) < 0.0005), id)
    const beside = [unitId(x + 1, y), unitId(x, y + 1)].filter((one) => units.units.includes(one))
    assert.deepEqual(units.neighbours[place].map((one) => units.units[one]).sort(), beside.sort())
  })
  await officer.ask(path, { method: 'DELETE' })
})

test('a stroke is measured before and after, as the command measures it', async () => {
  const draft = await copy()
  const unit = unitId(5, 5)
  const from = schoolOf(draft.units, unit)
  const to = others(from)[0]
  const before = measured(draft.id)
  const stroke = await post(planner, `${draft.path}/moves`, { units: [unit, unit], school: to, after_step: 0 })
  assert.equal(stroke.step, 1)
  assert.deepEqual(stroke.units, [{ unit, ward: 'w2', entrants: 8, from, to }])
  assert.deepEqual(stroke.zones.map(({ after }) => after.id), [from, to].sort())
  const now = measured(draft.id)
  const shapeless = ({ compactness, schools, ...rest }) => rest
  assert.deepEqual(shapeless(stroke.before), { ...shapeless(before), method: stroke.before.method })
  assert.deepEqual(shapeless(stroke.after), shapeless(now))
  for (const { after } of stroke.zones) {
    const { compactness, ...said } = now.schools.find(({ id }) => id === after.id)
    assert.deepEqual({ ...after, compactness: undefined }, { ...said, compactness: undefined })
  }
  assert.deepEqual(await patiently(planner, `${draft.path}/measures?zones=1`), now)
  const { schools: zones, ...whole } = now
  assert.deepEqual(await patiently(planner, `${draft.path}/measures`), whole)
})

test('the outlines of a draft follow its units', async () => {
  const draft = await copy()
  const area = (rings) =>
    rings.reduce((sum, ring) => sum + ring.slice(1).reduce((a, [x, y], i) => a + (ring[i][0] * y - x * ring[i][1]) / 2, 0), 0)
  const areas = async () => {
    const { features } = await patiently(planner, `${draft.path}/zones.geojson`)
    return new Map(features.map(({ id, geometry }) => [id, geometry.coordinates.reduce((sum, rings) => sum + area(rings), 0)]))
  }
  const was = await areas()
  const unit = unitId(4, 4)
  const from = schoolOf(draft.units, unit)
  const to = others(from)[0]
  await post(planner, `${draft.path}/moves`, { units: [unit], school: to, after_step: 0 })
  const is = await areas()
  const one = 0.002 * 0.002
  assert.ok(Math.abs(was.get(from) - is.get(from) - one) < one / 100)
  assert.ok(Math.abs(is.get(to) - was.get(to) - one) < one / 100)
  assert.equal(is.get(others(from)[1]), was.get(others(from)[1]))
})

test('a zone may be cut in two, and that is told', async () => {
  const draft = await copy()
  const victim = draft.units.schools[0]
  const whole = (await patiently(planner, `${draft.path}/measures?zones=1`)).schools.find(({ id }) => id === victim)
  assert.equal(whole.pieces, 1)
  let stroke
  let step = 0
  // A far corner for a zone that does not reach it.
  const corner = ['u00', 'u09', 'u90', 'u99'].find((unit) => {
    const [y, x] = [Number(unit[1]), Number(unit[2])]
    const around = [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]].filter(([a, b]) => a >= 0 && a < SIDE && b >= 0 && b < SIDE)
    return [unit, ...around.map(([a, b]) => unitId(a, b))].every((one) => schoolOf(draft.units, one) !== victim)
  })
  stroke = await post(planner, `${draft.path}/moves`, { units: [corner], school: victim, after_step: step })
  assert.deepEqual(stroke.cut, [victim])
  assert.equal(stroke.zones.find(({ after }) => after.id === victim).after.pieces, 2)
  stroke = await post(planner, `${draft.path}/undo`, { after_step: stroke.step })
  assert.deepEqual(stroke.cut, [])
})

function randomFrom(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

test('strokes, taken back and done again, are as in a model of them', async () => {
  const random = randomFrom(6)
  const draft = await copy()
  const { units } = draft
  const model = [units.units.map((unit) => schoolOf(units, unit))]
  let done = 0
  let step = 0
  for (let i = 0; i < 250; i++) {
    const what = random(8)
    if (what === 0 || what === 1) {
      const verb = what === 0 ? 'undo' : 'redo'
      const possible = what === 0 ? done > 0 : done < model.length - 1
      const answer = await post(planner, `${draft.path}/${verb}`, { after_step: step }, possible ? 200 : 409)
      if (!possible) continue
      done += what === 0 ? -1 : 1
      step = answer.step
      assert.equal(answer.can_undo, done > 0)
      assert.equal(answer.can_redo, done < model.length - 1)
      continue
    }
    const stroke = [...Array(1 + random(20))].map(() => random(units.units.length))
    const school = random(7) === 0 ? null : schools[random(schools.length)]
    const next = model[done].map((of, u) => (stroke.includes(u) ? school : of))
    const changes = next.some((of, u) => of !== model[done][u])
    const body = { units: stroke.map((u) => units.units[u]), school, after_step: step }
    const answer = await post(planner, `${draft.path}/moves`, body, changes ? 200 : 409)
    if (!changes) continue
    model.splice(done + 1, model.length, next)
    done++
    step = answer.step
    const sum = answer.before.entrants + answer.before.unzoned
    assert.equal(answer.after.entrants + answer.after.unzoned, sum)
  }
  const now = await patiently(planner, `${draft.path}/units`)
  assert.deepEqual(now.units.map((unit) => schoolOf(now, unit)), model[done])
  assert.equal(now.step, step)
  const measures = await patiently(planner, `${draft.path}/measures?zones=1`)
  assert.deepEqual(measures, measured(draft.id))
})

test('of two who paint at once the one who is behind is told what changed', async () => {
  const draft = await copy()
  const body = (unit, after_step) => ({ units: [unit], school: others(schoolOf(draft.units, unit))[0], after_step })
  await post(planner, `${draft.path}/moves`, body('u11', 0))
  const answer = await officer.ask(`${draft.path}/moves`, { method: 'POST', body: body('u12', 0) })
  assert.equal(answer.status, 409)
  const problem = await answer.json()
  assert.equal(problem.step, 1)
  assert.match(problem.detail, /is at step 1 and not at 0: someone else has changed it/)
  assert.deepEqual(problem.changes, [{ unit: 'u11', school: body('u11').school, is_locked: false }])
  const stroke = await post(officer, `${draft.path}/moves`, body('u12', problem.step))
  assert.equal(stroke.step, 2)
  const { step, changes } = await planner.json(`${draft.path}/changes?since=1`)
  assert.equal(step, 2)
  assert.deepEqual(changes.map(({ unit }) => unit), ['u12'])
  assert.deepEqual((await planner.json(`${draft.path}/changes?since=2`)).changes, [])
  assert.equal((await planner.json(`${draft.path}/changes?since=9`)).changes, null)
  assert.match(await planner.refusal(`${draft.path}/changes`, {}, 400), /since/)
})

test('of many strokes at once with one step exactly one is kept', async () => {
  const draft = await copy()
  const paint = (who, x) =>
    who.ask(`${draft.path}/moves`, {
      method: 'POST',
      body: { units: [unitId(x, 6)], school: others(schoolOf(draft.units, unitId(x, 6)))[0], after_step: 0 },
    })
  const answers = await Promise.all([...Array(8).keys()].map((x) => paint(x % 2 ? planner : officer, x)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal(answers.filter(({ status }) => status === 409).length, 7)
  assert.equal((await patiently(planner, `${draft.path}/units`)).step, 1)
})

test('what the command changes meanwhile is seen, and not painted over', async () => {
  const draft = await copy()
  const to = others(schoolOf(draft.units, 'u77'))[0]
  run('zones', city.city, 'move', draft.id, '--unit', 'u77', '--to', to)
  const late = await officer.ask(`${draft.path}/moves`, { method: 'POST', body: { units: ['u78'], school: null, after_step: 0 } })
  assert.equal(late.status, 409)
  const problem = await late.json()
  assert.equal(problem.step, 1)
  assert.equal(problem.changes, null) // it was not painted here
  const now = await patiently(officer, `${draft.path}/units`)
  assert.equal(schoolOf(now, 'u77'), to)
  assert.ok(now.can_undo)
})

test('a locked unit stays until it is unlocked', async () => {
  const draft = await copy()
  const unit = 'u33'
  const to = others(schoolOf(draft.units, unit))[0]
  const locked = await post(planner, `${draft.path}/locks`, { units: [unit], locked: true, after_step: 0 })
  assert.deepEqual(locked, { step: 1, changes: [{ unit, school: schoolOf(draft.units, unit), is_locked: true }] })
  const body = { units: ['u34', unit], school: to, after_step: 1 }
  assert.match(await planner.refusal(`${draft.path}/moves`, { method: 'POST', body }, 409), /unit "u33" is locked/)
  const now = await patiently(planner, `${draft.path}/units`)
  assert.deepEqual(now.locked, [now.units.indexOf(unit)])
  assert.deepEqual(now.school, draft.units.school)
  await post(planner, `${draft.path}/locks`, { units: [unit], locked: false, after_step: 1 })
  await post(planner, `${draft.path}/moves`, { ...body, after_step: 2 })
})

test('what cannot be is refused in a sentence, and nothing changes', async () => {
  const draft = await copy()
  const wrong = [
    ['moves', { units: ['z9'], school: schools[0], after_step: 0 }, 404, /no planning unit "z9"/],
    ['moves', { units: ['u11', 'z9'], school: schools[0], after_step: 0 }, 404, /no planning unit "z9"/],
    ['moves', { units: ['u11'], school: 'nowhere', after_step: 0 }, 404, /no school "nowhere"/],
    ['moves', { units: ['u11'], after_step: 0 }, 400, /"school" is needed/],
    ['moves', { units: [], school: null, after_step: 0 }, 400, /at least one/],
    ['moves', { school: null, after_step: 0 }, 400, /at least one/],
    ['moves', { units: 'u11', school: null, after_step: 0 }, 400, /units/],
    ['moves', { units: [1], school: null, after_step: 0 }, 400, /units/],
    ['moves', { units: ['u11'], school: 7, after_step: 0 }, 400, /school/],
    ['moves', { units: ['u11'], school: null }, 400, /after_step/],
    ['moves', { units: ['u11'], school: null, after_step: -1 }, 400, /after_step/],
    ['moves', { units: ['u11'], school: schoolOf(draft.units, 'u11'), after_step: 0 }, 409, /has this unit already/],
    ['undo', { after_step: 0 }, 409, /no step to take back/],
    ['redo', { after_step: 0 }, 409, /no step to do again/],
    ['undo', {}, 400, /after_step/],
    ['locks', { units: ['u11'], after_step: 0 }, 400, /"locked" is needed/],
    ['locks', { units: ['u11'], locked: 'yes', after_step: 0 }, 400, /locked/],
    ['locks', { units: ['z9'], locked: true, after_step: 0 }, 404, /no planning unit "z9"/],
  ]
  for (const [verb, body, status, sentence] of wrong)
    assert.match(await planner.refusal(`${draft.path}/${verb}`, { method: 'POST', body }, status), sentence)
  assert.match(await planner.refusal(`${draft.path}/moves`, { method: 'POST', body: '[', headers: { 'Content-Type': 'application/json' } }, 400), /JSON/)
  const secondary = (await (await fetch(`${office.address}/v1/schools?level=lower_secondary`)).json()).schools[0].id
  const body = { units: ['u11'], school: secondary, after_step: 0 }
  assert.match(await planner.refusal(`${draft.path}/moves`, { method: 'POST', body }, 409), /does not teach level primary/)
  const now = await patiently(planner, `${draft.path}/units`)
  assert.deepEqual(now, draft.units)
  for (const path of ['', '/units', '/measures', '/zones.geojson', '/changes?since=0', `/diff?with=${suggested}`])
    assert.match(await planner.refusal(`/v1/plans/none${path}`, {}, 404), /there is no plan "none"/)
})

test('a proposal stands in the history of the draft until it is drawn on, and only of what it is now', async () => {
  const draft = await copy(officer)
  await admin.refusal(`${draft.path}/proposal`, { method: 'POST', body: { after_step: 0 } }, 403)
  const told = await post(officer, `${draft.path}/proposal`, { after_step: 0 })
  assert.equal(told.plan, draft.id)
  const newest = async () => (await admin.json(draft.path)).history[0]
  assert.deepEqual([(await newest()).action, (await newest()).who], ['plan.propose', 'officer officer'])
  const unit = unitId(5, 5)
  await post(planner, `${draft.path}/moves`, { units: [unit], school: others(schoolOf(draft.units, unit))[0], after_step: 0 })
  assert.equal((await newest()).action, 'plan.move')
  const again = await post(officer, `${draft.path}/proposal`, { after_step: 1 })
  const { history, ...listed } = await admin.json(draft.path)
  assert.deepEqual(again, listed, 'a proposal tells the plan as it is now, its zones too')
  assert.match(await officer.refusal(`${draft.path}/proposal`, { method: 'POST', body: { after_step: 0 } }, 409), /someone else has changed it/)
})

test('new drafts: of nothing, of a plan without units, and what cannot be', async () => {
  const empty = await post(planner, '/v1/plans', { empty: true, level: 'primary', grade: 1, year: 2026 }, 201)
  assert.equal(empty.zones, 0)
  const units = await patiently(planner, `/v1/plans/${empty.plan}/units`)
  assert.ok(units.school.every((school) => school === -1))
  const measures = await patiently(planner, `/v1/plans/${empty.plan}/measures`)
  assert.equal(measures.entrants, 0)
  assert.equal(measures.unzoned, 96 * 8 + 4 * 2)
  const stroke = await post(planner, `/v1/plans/${empty.plan}/moves`, { units: ['u11'], school: schools[0], after_step: 0 })
  assert.equal(stroke.after.entrants, 8)
  assert.match(
    await admin.refusal(`/v1/plans/${(await post(planner, '/v1/plans', { empty: true, level: 'primary' }, 201)).plan}/publish`, {
      method: 'POST',
      body: { confirm: 'primary 2026', after_step: 0 },
    }, 409),
    /has no zone/,
  )
  const [nearest] = (await planner.json('/v1/plans?state=in_force&level=primary')).plans
  assert.equal(nearest.method, 'nearest')
  const { units: of } = await copy(planner, nearest.plan)
  assert.equal(of.units.length, 100)
  assert.ok(of.school.some((school) => school >= 0))
  const refused = (body, status) => planner.refusal('/v1/plans', { method: 'POST', body }, status)
  assert.match(await refused({}, 400), /either "copy" names a plan or "empty" is true/)
  assert.match(await refused({ empty: true }, 400), /level/)
  assert.match(await refused({ empty: true, level: 'high' }, 400), /level/)
  assert.match(await refused({ copy: 'none' }, 404), /no plan "none"/)
  assert.match(await refused({ empty: true, level: 'primary', year: 2031 }, 409), /entrants/)
})

test('two plans are compared by unit, ward and school', async () => {
  const draft = await copy()
  const from = schoolOf(draft.units, 'u20')
  const to = others(from)[0]
  await post(planner, `${draft.path}/moves`, { units: ['u20', 'u21'], school: to, after_step: 0 })
  const diff = await patiently(planner, `${draft.path}/diff?with=${suggested}`)
  const moved = ['u20', 'u21'].filter((unit) => schoolOf(draft.units, unit) !== to)
  assert.deepEqual(diff.units.map(({ unit }) => unit), moved)
  assert.equal(diff.entrants_moved, 8 * moved.length)
  assert.deepEqual(diff.wards, [{ ward: 'w1', units: moved.length, entrants: 8 * moved.length }])
  const gains = diff.schools.find(({ school }) => school === to)
  assert.equal(gains.units_joining, moved.length)
  assert.equal(diff.before.plan, suggested)
  assert.equal(diff.after.plan, draft.id)
  assert.equal(diff.before.compactness, null)
  assert.match(await planner.refusal(`${draft.path}/diff`, {}, 400), /with/)
  assert.match(await planner.refusal(`${draft.path}/diff?with=none`, {}, 404), /no plan "none"/)
  const [other] = (await planner.json('/v1/plans?level=lower_secondary')).plans
  assert.match(await planner.refusal(`${draft.path}/diff?with=${other.plan}`, {}, 409), /is of level lower_secondary/)
})

test('a draft is removed, once', async () => {
  const draft = await copy()
  assert.equal((await officer.ask(draft.path, { method: 'DELETE' })).status, 204)
  await officer.refusal(draft.path, {}, 404)
  await officer.refusal(draft.path, { method: 'DELETE' }, 404)
  await planner.refusal(`${draft.path}/moves`, { method: 'POST', body: { units: ['u11'], school: null, after_step: 0 } }, 404)
})

test('a plan is published by an administrator who says for what, and everyone follows it', async () => {
  const draft = await copy()
  const unit = 'u45'
  const to = others(schoolOf(draft.units, unit))[0]
  await post(planner, `${draft.path}/moves`, { units: [unit], school: to, after_step: 0 })
  const publish = (body, status) => admin.refusal(`${draft.path}/publish`, { method: 'POST', body }, status)
  assert.match(await publish({ confirm: 'primary 2025', after_step: 1 }, 400), /"confirm" must say "primary 2026"/)
  assert.match(await publish({ after_step: 1 }, 400), /confirm/)
  assert.match(await publish({ confirm: 'primary 2026' }, 400), /after_step/)
  assert.match(await publish({ confirm: 'primary 2026', after_step: 0 }, 409), /is at step 1 and not at 0/)
  assert.equal((await planner.json(draft.path)).state, 'draft')

  const published = await post(admin, `${draft.path}/publish`, { confirm: 'primary 2026', after_step: 1 })
  assert.equal(published.state, 'in_force')
  const [y, x] = [Number(unit[1]), Number(unit[2])]
  const zone = await (await fetch(`${office.address}/v1/zone?at=${text(at(x + 0.1, y + 0.1))}&level=primary`)).json()
  assert.equal(zone.school.id, to)

  assert.match(await publish({ confirm: 'primary 2026', after_step: 1 }, 409), /is in force already/)
  // A tab that was left open.
  const stale = { method: 'POST', body: { units: ['u46'], school: null, after_step: 1 } }
  for (let tries = 0; ; tries++) {
    const answer = await planner.ask(`${draft.path}/moves`, stale)
    if (answer.status === 503 && tries < 100) {
      await answer.text()
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    assert.equal(answer.status, 409)
    assert.match((await answer.json()).detail, /is published and never changes/)
    break
  }
  assert.match(await planner.refusal(draft.path, { method: 'DELETE' }, 409), /is published and stays/)
  const now = await patiently(planner, `${draft.path}/units`)
  assert.equal(now.is_draft, false)
  const actions = (await planner.json(draft.path)).history.map(({ action, who }) => `${action} ${who}`)
  assert.ok(actions.includes('plan.publish.done admin admin'))
  assert.ok(actions.includes('plan.publish.failed admin admin'))
  assert.ok(actions.includes('plan.move planner planner'))

  // The plan that was in force before can be put in force again.
  const second = await copy(planner, draft.id)
  await post(admin, `${second.path}/publish`, { confirm: 'primary 2026', after_step: 0 })
  await post(admin, `${draft.path}/publish`, { confirm: 'primary 2026', after_step: 1 })
  assert.equal((await planner.json(second.path)).state, 'published')
})
