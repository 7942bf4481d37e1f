// Why a child is where it is, over HTTP: the same as the command says, for the
// officer of its ward and its own family, and for nobody else.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, makeCity, run, startOffice, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, signIn, Visitor } from './people.mjs'

let city
let office
let officer
let other
let checked

const ids = Array.from({ length: 12 }, (_, i) => `HS${String(i).padStart(2, '0')}`)
const home = (i) => at(i % 2 ? 5.2 + 0.3 * i : 0.4 + 0.3 * i, 1.3 + 0.2 * i)

before(async () => {
  city = makeCity()
  const rows = ids.map((id, i) => `${id},${text(home(i))},1,2026,${i % 2 ? 'w2' : 'w1'}`)
  writeFileSync(join(city.folder, 'pupils.csv'), ['id,lon,lat,grade,year,ward', ...rows, ''].join('\n'))
  run('import', city.city, 'pupils', join(city.folder, 'pupils.csv'))
  addEveryone(city.city)
  office = await startOffice(city.city)
  checked = (await readContract()).watch(fetch)
  officer = await signIn(office, 'officer', undefined, checked)
  other = await signIn(office, 'other', undefined, checked)
})

after(async () => {
  await office?.stop()
  city?.remove()
})

function familyOf(pupil) {
  const family = new Visitor(office, checked)
  const said = execFileSync(process.env.BEGIN_SESSION, [city.city, '--pupil', pupil], { encoding: 'utf8' })
  ;[family.cookie, family.csrf] = said.trim().split('\t')
  return family
}

// Asks again while the round is being opened.
async function explanation(visitor, path) {
  for (let tries = 0; ; tries++) {
    const answer = await visitor.ask(path)
    if (answer.status === 503 && tries < 600) {
      assert.ok(Number(answer.headers.get('retry-after')) >= 1)
      await answer.arrayBuffer()
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    assert.equal(answer.status, 200, await answer.clone().text())
    assert.match(answer.headers.get('cache-control'), /no-store/)
    return answer.json()
  }
}

// Puts a round in force, and waits until the office has taken up the city as it
// is then: rounds are opened anew for that.
async function publish(round) {
  const version = async () => (await officer.json('/healthz')).version
  const before = await version()
  run('admit', city.city, 'publish', round)
  for (let tries = 0; tries < 600 && (await version()) === before; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.notEqual(await version(), before)
}

const told = (id, ...more) => JSON.parse(run('explain', city.city, '--pupil', id, '--json', ...more))

test('before a round is in force there is nothing to explain', async () => {
  assert.match(await officer.refusal('/v1/pupils/HS00/explanation', {}, 409), /no round that is in force/)
  assert.match(await familyOf('HS00').refusal('/v1/family/explanation', {}, 409), /no round that is in force/)
})

let drafts

test('a draft is explained to the office by its name', async () => {
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'all')
  drafts = run('admit', city.city, 'rounds').match(/^[0-9a-f]{32}/gm)
  assert.equal(drafts.length, 5)
  for (const round of drafts)
    assert.deepEqual(
      await explanation(officer, `/v1/pupils/HS02/explanation?round=${round}&lang=en`),
      told('HS02', '--round', round, '--lang', 'en'),
    )
  await officer.refusal(`/v1/pupils/HS00/explanation?round=${'0'.repeat(32)}`, {}, 409)
})

test('the round in force is explained to officer and family as the command does', async () => {
  await publish(drafts[1])
  const said = told('HS00', '--lang', 'vi')
  assert.deepEqual(await explanation(officer, '/v1/pupils/HS00/explanation'), said)
  assert.deepEqual(await explanation(familyOf('HS00'), '/v1/family/explanation?lang=vi'), said)
  assert.equal((await explanation(familyOf('HS03'), '/v1/family/explanation')).pupil, 'HS03')
})

test('another ward is told nothing, and bad words are refused', async () => {
  const absent = await officer.refusal('/v1/pupils/nobody/explanation', {}, 404)
  assert.equal(await officer.refusal('/v1/pupils/HS01/explanation', {}, 404), absent)
  assert.equal(await other.refusal('/v1/pupils/HS00/explanation', {}, 404), absent)
  assert.match(await officer.refusal('/v1/pupils/HS00/explanation?lang=fr', {}, 400), /lang/)
  await familyOf('HS00').refusal('/v1/pupils/HS00/explanation', {}, 403)
})

test('many ask at once and all are told', async () => {
  const asked = ids.filter((_, i) => i % 2 === 0)
  const answers = await Promise.all(
    [...asked, ...asked, ...asked].map((id) => explanation(officer, `/v1/pupils/${id}/explanation?lang=en`)),
  )
  const said = asked.map((id) => told(id, '--lang', 'en'))
  answers.forEach((answer, i) => assert.deepEqual(answer, said[i % said.length]))
})

test('a round that became the one in force is explained from then on', async () => {
  await publish(drafts[0])
  assert.deepEqual(await explanation(officer, '/v1/pupils/HS04/explanation'), told('HS04'))
})

test('a pin that is moved afterwards does not change what is told of the round', async () => {
  const before = await explanation(officer, '/v1/pupils/HS04/explanation')
  await officer.json('/v1/pupils/HS04', { method: 'PATCH', body: { at: at(3.1, 7.2) } })
  assert.deepEqual(await explanation(officer, '/v1/pupils/HS04/explanation'), before)
})
