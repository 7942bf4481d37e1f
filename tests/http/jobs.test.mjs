// Jobs, uploads and previews, as the pages use them: ordered over HTTP, run by
// the real program, and seen by those who may.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { at, attempt, makeCity, startOffice, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, addPerson, signIn, Visitor } from './people.mjs'

let city
let office
let fetcher
const people = {}

before(async () => {
  city = makeCity()
  addEveryone(city.city)
  addPerson(city.city, 'chief', '--role', 'officer', '--all-wards')
  office = await startOffice(city.city)
  fetcher = (await readContract()).watch(globalThis.fetch)
  for (const name of ['officer', 'other', 'planner', 'admin', 'chief'])
    people[name] = await signIn(office, name, undefined, fetcher)
})

after(async () => {
  await office?.stop()
  city?.remove()
})

const spool = () => join(city.folder, 'city.spool')

const upload = (person, name, body) =>
  person.json(`/v1/uploads?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from(body),
  }, 201)

const order = (person, body, status = 201) => person.json('/v1/jobs', { method: 'POST', body }, status)

const refused = (person, body, status = 400) => person.refusal('/v1/jobs', { method: 'POST', body }, status)

async function ended(person, id) {
  for (;;) {
    const job = await person.json(`/v1/jobs/${id}`)
    if (!['waiting', 'running'].includes(job.state)) return job
    await sleep(20)
  }
}

async function done(person, body) {
  const job = await ended(person, (await order(person, body)).id)
  assert.equal(job.state, 'done', `${job.error}\n${job.log}`)
  return job
}

async function preview(person, id, query) {
  for (;;) {
    const answer = await person.ask(`/v1/uploads/${id}/preview?${query}`)
    if (answer.status !== 202) return { status: answer.status, body: await answer.json() }
    assert.equal(answer.headers.get('retry-after'), '1')
    await sleep(20)
  }
}

const west = text(at(1.2, 1.4))
const east = text(at(8.2, 1.4))
const pupils = (...rows) => ['id,lon,lat,grade,year,name', ...rows].join('\n') + '\n'

test('a file is tried, then imported, and is gone', async () => {
  const { officer } = people
  const sent = await upload(officer, 'Học sinh.csv', pupils(`hs1,${west},1,2026,Nguyễn Thị Lan`))
  assert.equal(sent.name, 'Học sinh.csv')
  const tried = await preview(officer, sent.id, 'what=pupils')
  assert.equal(tried.status, 200)
  assert.equal(tried.body.is_accepted, true)
  assert.deepEqual(tried.body.columns, ['id', 'lon', 'lat', 'grade', 'year', 'name'])
  assert.equal(tried.body.fields[0].column, 'id')
  assert.equal(tried.body.rows[0].row, 2)
  assert.equal(tried.body.rows[0].texts[5], 'Nguyễn Thị Lan')
  assert.equal(tried.body.file, 'Học sinh.csv')
  const job = await done(officer, { kind: 'import', what: 'pupils', upload: sent.id })
  assert.deepEqual(job.options, { what: 'pupils', upload: sent.id })
  assert.equal(job.result.is_accepted, true)
  assert.equal(job.result.rows, undefined) // no children in what is kept
  assert.equal(job.per_mille, 1000)
  assert.equal(existsSync(join(spool(), sent.id)), false)
  const again = await officer.refusal(`/v1/uploads/${sent.id}/preview?what=pupils`, {}, 404)
  assert.equal(again, `there is no upload "${sent.id}"`)
})

test('findings are told by row and field, and nothing is imported', async () => {
  const { officer } = people
  const sent = await upload(officer, 'p.csv', pupils(`a,${west},1,2026,A`, `b,${west},13,2026,B`, `c,${east},1,2026,C`))
  const { body } = await preview(officer, sent.id, 'what=pupils')
  assert.equal(body.is_accepted, false)
  assert.equal(body.n_findings, 2)
  assert.deepEqual(
    body.findings.map(({ row, field }) => [row, field]),
    [[3, 'grade'], [4, 'ward']],
  )
  assert.equal(body.findings[1].sentence, 'p.csv, row 4, ward: lives in "w2", which is not one of your wards')
  const job = await ended(officer, (await order(officer, { kind: 'import', what: 'pupils', upload: sent.id })).id)
  assert.equal(job.state, 'failed')
  assert.match(job.error, /^p\.csv, row 3, grade: .*; and 1 more$/)
  assert.equal(job.result.n_findings, 2)
  assert.equal(existsSync(join(spool(), sent.id)), true) // to be mended and tried again
  await officer.json(`/v1/uploads/${sent.id}`, { method: 'DELETE' }, 204)
  assert.equal(existsSync(join(spool(), sent.id)), false)
})

test('columns are mapped as asked', async () => {
  const { officer } = people
  const sent = await upload(officer, 'p.csv', `Mã,x1,y1,lop\nhs2,${west},1\n`)
  const query = `what=pupils&year=2026&map[id]=${encodeURIComponent('Mã')}&map[lon]=x1&map[lat]=y1`
  const { body } = await preview(officer, sent.id, query)
  assert.equal(body.is_accepted, true, body.sentence)
  assert.equal(body.fields[1].column, 'x1')
  await done(officer, {
    kind: 'import', what: 'pupils', upload: sent.id, year: 2026, maps: { id: 'Mã', lon: 'x1', lat: 'y1' },
  })
})

test('an upload is its sender\'s alone', async () => {
  const { officer, other } = people
  const sent = await upload(officer, 'p.csv', pupils(`x,${west},1,2026,X`))
  await other.refusal(`/v1/uploads/${sent.id}/preview?what=pupils`, {}, 404)
  await other.refusal(`/v1/uploads/${sent.id}`, { method: 'DELETE' }, 404)
  await refused(other, { kind: 'import', what: 'pupils', upload: sent.id }, 404)
  await officer.json(`/v1/uploads/${sent.id}`, { method: 'DELETE' }, 204)
})

test('what a client calls a file is no path', async () => {
  const { officer } = people
  for (const name of ['../../escaped.csv', '/etc/cron.d/x.csv', '..%2f..%2fy.csv', '-rf.csv']) {
    const sent = await upload(officer, name, 'id\n1\n')
    assert.deepEqual(readdirSync(join(spool(), sent.id)).sort(), ['about', 'upload.csv'])
    await officer.json(`/v1/uploads/${sent.id}`, { method: 'DELETE' }, 204)
  }
  assert.equal(existsSync(join(city.folder, 'escaped.csv')), false)
  for (const name of ['x.exe', 'csv', '.csv', 'a\nb.csv', 'n'.repeat(300) + '.csv'])
    await officer.refusal(`/v1/uploads?name=${encodeURIComponent(name)}`, {
      method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: Buffer.from('x'),
    }, 400)
  for (const id of ['x', 'a'.repeat(22), '.'.repeat(22), 'city.sqlite'])
    await officer.refusal(`/v1/uploads/${id}/preview?what=pupils`, {}, 404)
})

test('options are checked before anything is run', async () => {
  const { planner, officer } = people
  assert.match(await refused(planner, { kind: 'dance' }), /^kind must be one of import, network/)
  assert.equal(await refused(planner, { kind: 'zones' }), 'level is needed by a job of kind zones')
  assert.equal(await refused(planner, { kind: 'zones', level: 'primary', colour: 1 }), 'a job of kind zones has no option "colour"')
  assert.match(await refused(planner, { kind: 'zones', level: 'primary lower_secondary' }), /^level must be one of/)
  assert.match(await refused(planner, { kind: 'zones', level: 'primary', like: '--publish' }), /does not begin with "-"/)
  assert.match(await refused(planner, { kind: 'zones', level: 'primary', year: '2026' }), /^year must be/)
  assert.match(await refused(planner, { kind: 'site', new: 1000 }), /^new must be/)
  assert.match(await refused(planner, { kind: 'site', close: ['-o'] }), /does not begin with "-"/)
  assert.match(await refused(planner, { kind: 'site', add_rooms: { 's1': 'x' } }), /^s1 must be/)
  assert.match(await refused(planner, { kind: 'import', what: 'schools', upload: '../../etc/passwd' }, 404), /^there is no upload/)
  assert.match(await refused(officer, { kind: 'preview', what: 'pupils', upload: 'x' }, 404), /^there is no upload/)
})

test('each kind is for its roles', async () => {
  const { officer, planner, admin, chief } = people
  const mine = await upload(officer, 'p.csv', pupils(`q,${west},1,2026,Q`))
  const theirs = await upload(planner, 's.csv', 'school_id,year,grade,seats\n')
  assert.equal(await refused(officer, { kind: 'network' }, 403), 'network is not for the role "officer"')
  assert.equal(await refused(officer, { kind: 'import', what: 'wards', upload: mine.id }, 403), 'import of wards is not for the role "officer"')
  assert.equal(await refused(planner, { kind: 'import', what: 'pupils', upload: theirs.id }, 403), 'import of pupils is not for the role "planner"')
  await planner.refusal(`/v1/uploads/${theirs.id}/preview?what=pupils`, {}, 403)
  const placement = { kind: 'placement', grade: 1, year: 2026, method: 'stable' }
  assert.equal(await refused(officer, placement, 403), 'placement is for officers of the whole city')
  assert.equal(await refused(planner, placement, 403), 'placement is not for the role "planner"')
  await refused(admin, placement, 403)
  await new Visitor(office, fetcher).json('/v1/jobs', {}, 401)
  await officer.json('/v1/jobs', { method: 'POST', body: { kind: 'network' }, csrf: null }, 403)
  const job = await done(chief, placement)
  assert.ok(job.result)
  assert.equal(job.options.method, 'stable')
})

test('who did not order a job is told that there is none; an admin sees it from outside', async () => {
  const { chief, planner, other, admin } = people
  const placed = await done(chief, { kind: 'placement', grade: 1, year: 2026, method: 'nearest-first' })
  for (const person of [planner, other]) {
    assert.equal(await person.refusal(`/v1/jobs/${placed.id}`, {}, 404), `there is no job "${placed.id}"`)
    await person.refusal(`/v1/jobs/${placed.id}`, { method: 'DELETE' }, 404)
  }
  const seen = await admin.json(`/v1/jobs/${placed.id}`)
  assert.equal(seen.state, 'done')
  for (const member of ['result', 'log', 'error']) assert.equal(member in seen, false, member)
  const built = await done(planner, { kind: 'network' })
  assert.match((await admin.json(`/v1/jobs/${built.id}`)).log, /junctions/)
  const all = (await admin.json('/v1/jobs')).jobs
  assert.ok(all.some(({ id }) => id === placed.id) && all.some(({ id }) => id === built.id))
  assert.ok(all.every((job) => !('log' in job) && !('result' in job)))
  const own = (await planner.json('/v1/jobs?limit=200')).jobs
  assert.ok(own.length > 0 && own.every(({ who }) => who === 'planner'))
  assert.equal((await planner.json('/v1/jobs?limit=1')).jobs.length, 1)
})

test('asking again is a 304 until something has changed', async () => {
  const { planner } = people
  const job = await done(planner, { kind: 'network' })
  const first = await planner.ask(`/v1/jobs/${job.id}`)
  const etag = first.headers.get('etag')
  assert.equal(first.headers.get('cache-control'), 'no-store')
  const again = await planner.ask(`/v1/jobs/${job.id}`, { headers: { 'If-None-Match': etag } })
  assert.equal(again.status, 304)
  assert.equal((await again.arrayBuffer()).byteLength, 0)
  const other = await planner.ask(`/v1/jobs/${job.id}`, { headers: { 'If-None-Match': '"x"' } })
  assert.equal(other.status, 200)
})

test('who sees a job done sees the city it made', async () => {
  const { planner } = people
  const home = text(at(1, 1))
  const nearest = async () =>
    (await (await fetch(`${office.address}/v1/nearest?at=${home}&level=primary&k=1`)).json()).schools[0]
  const school = await nearest()
  for (const seats of [77, 88]) {
    const sent = await upload(planner, 'seats.csv', `school_id,year,grade,seats\n${school.id},2026,1,${seats}\n`)
    await done(planner, { kind: 'import', what: 'capacity', upload: sent.id })
    assert.equal((await nearest()).seats, seats)
  }
})

test('a planner\'s jobs give what the command line gives', async () => {
  const { planner } = people
  const zones = await done(planner, { kind: 'zones', level: 'lower_secondary', method: 'nearest' })
  assert.equal(zones.result.suggestions[0].level, 'lower_secondary')
  const failed = await ended(planner, (await order(planner, { kind: 'backtest' })).id)
  assert.equal(failed.state, 'failed')
  assert.ok(failed.error.length > 10 && !failed.error.startsWith('hocgan'))
})

test('a job is ended by who ordered it or an admin, once', async () => {
  const { chief, admin } = people
  const rows = [...Array(60000).keys()].map((i) => `k${i},${west},1,2027,K${i}`)
  const sent = await upload(chief, 'p.csv', pupils(...rows))
  const slow = await order(chief, { kind: 'import', what: 'pupils', upload: sent.id })
  const waits = await order(chief, { kind: 'placement', grade: 1, year: 2026, method: 'stable' })
  await admin.json(`/v1/jobs/${waits.id}`, { method: 'DELETE' }, 204)
  await chief.json(`/v1/jobs/${slow.id}`, { method: 'DELETE' }, 204)
  assert.equal((await ended(chief, slow.id)).state, 'cancelled')
  assert.equal((await ended(chief, waits.id)).state, 'cancelled')
  assert.equal(await chief.refusal(`/v1/jobs/${slow.id}`, { method: 'DELETE' }, 409), 'the job has ended already')
  const nobody = attempt('admit', city.city, '--grade', '1', '--year', '2027', '--method', 'stable')
  assert.match(nobody.complaint, /there are no pupils who enter grade 1 in 2027/)
})

test('twenty uploads of one person are enough', async () => {
  const { other } = people
  const ids = []
  for (let i = 0; i < 20; i++) ids.push((await upload(other, 'p.csv', 'id\n1\n')).id)
  assert.match(await other.refusal('/v1/uploads?name=p.csv', {
    method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: Buffer.from('x'),
  }, 409), /20 uploads/)
  for (const id of ids) await other.json(`/v1/uploads/${id}`, { method: 'DELETE' }, 204)
})

test('the audit log names who ordered what, and no child', async () => {
  const { entries } = await people.admin.json('/v1/audit?limit=500')
  const starts = entries.filter(({ action }) => action === 'job.start')
  assert.ok(starts.some(({ who, detail }) => who === 'officer officer' && JSON.parse(detail).kind === 'import'))
  assert.ok(entries.some(({ action, detail }) => action === 'job.end' && detail === '{"state":"cancelled"}'))
  assert.ok(entries.some(({ who, action }) => who === 'job (officer chief)' && action === 'admit'))
  assert.ok(!starts.some(({ detail }) => detail.includes('preview')))
  assert.ok(!JSON.stringify(entries).includes('Nguyễn Thị Lan') && !JSON.stringify(entries).includes('Học sinh.csv'))
  assert.equal(attempt('audit', city.city, 'verify').status, 0)
  assert.ok(!office.log.includes('Nguyễn Thị Lan'))
})

test('what was running when the office is killed is broken, and ends with it', async () => {
  const { chief } = people
  const rows = [...Array(60000).keys()].map((i) => `k${i},${west},1,2027,K${i}`)
  const sent = await upload(chief, 'p.csv', pupils(...rows))
  const slow = await order(chief, { kind: 'import', what: 'pupils', upload: sent.id })
  while ((await chief.json(`/v1/jobs/${slow.id}`)).state === 'waiting') await sleep(5)
  await office.stop('SIGKILL')
  await sleep(300)
  const still = readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(sent.id)
    } catch {
      return false
    }
  })
  assert.deepEqual(still, [])
  office = await startOffice(city.city)
  people.chief = await signIn(office, 'chief', undefined, fetcher)
  const job = await people.chief.json(`/v1/jobs/${slow.id}`)
  assert.equal(job.state, 'broken')
  const nobody = attempt('admit', city.city, '--grade', '1', '--year', '2027', '--method', 'stable')
  assert.match(nobody.complaint, /there are no pupils who enter grade 1 in 2027/)
})
