// Two hundred plans are put in force, one after the other, while several
// connections ask without a pause: every answer must be that of one plan, the
// one it names, and no answer begun after a plan was seen in force may be of an
// earlier one.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'

import { at, makeCity, PROGRAM, run, startServer, text } from './city.mjs'

const SWITCHES = 200
const CONNECTIONS = 6
const TILE = { z: 13, x: 6524, y: 3849 }

let city
let server
let plans // ids, each published in turn
const truths = new Map() // of each plan, asked for while it alone was in force
const homes = []

before(async () => {
  city = makeCity()
  // A school opens: the plan made then parts the town otherwise than the first.
  const register = join(city.folder, 'schools.csv')
  const [lon, lat] = at(8.2, 6.4)
  writeFileSync(register, `id,name,levels,lon,lat\nnew,Trường Tiểu học Mới,primary,${lon},${lat}\n`)
  run('import', city.city, 'schools', register)
  run('zones', city.city, 'suggest', '--level', 'primary')
  for (let x = 0.15; x < 9; x += 0.8) for (let y = 0.15; y < 9; y += 0.8) homes.push(text(at(x, y)))
  server = await startServer(city.city)
})

after(async () => {
  await server?.stop()
  city?.remove()
})

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS + 1 })

function ask(path) {
  const { hostname, port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    const request = http.get({ hostname, port, path, agent }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
    request.on('error', reject)
  })
}

async function json(path) {
  const answer = await ask(path)
  assert.equal(answer.status, 200, `${path}: ${answer.body}`)
  return JSON.parse(answer.body)
}

const zoneOf = (home) => json(`/v1/zone?at=${home}&level=primary`)
const nearestTo = (home) => json(`/v1/nearest?at=${home}&level=primary&k=3`)
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex')

// The tile by the address that TileJSON gives, and the version in that address.
async function zoneTile() {
  const [template] = (await json('/tiles/zones.json')).tiles
  const address = Object.entries(TILE).reduce((filled, [name, n]) => filled.replace(`{${name}}`, n), template)
  const { pathname, search, searchParams } = new URL(address)
  return { wanted: `"${searchParams.get('v')}"`, answer: await ask(pathname + search) }
}

const execute = promisify(execFile)

// Publishes by the program, tells the server, and waits until it answers so.
async function putInForce(plan) {
  await execute(PROGRAM, ['zones', city.city, 'publish', plan])
  server.child.kill('SIGHUP')
  while ((await zoneOf(homes[0])).plan !== plan) await new Promise((resolve) => setTimeout(resolve, 2))
}

async function learn(plan) {
  const zones = new Map()
  for (const home of homes) {
    const answer = await zoneOf(home)
    assert.equal(answer.plan, plan)
    zones.set(home, answer.school?.id ?? null)
  }
  const { wanted, answer } = await zoneTile()
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.etag, wanted)
  assert.match(answer.headers['cache-control'], /immutable/)
  truths.set(plan, { zones, etag: wanted, tile: hash(answer.body) })
}

test('the plans part the town differently', async () => {
  const ids = run('zones', city.city, 'list').match(/^[0-9a-f]{32}(?=\s+primary\s)/gm)
  const { plan: inForce } = await zoneOf(homes[0])
  plans = [inForce, ...ids.filter((id) => id !== inForce)]
  assert.equal(plans.length, 2)
  await learn(plans[0])
  await putInForce(plans[1])
  await learn(plans[1])
  const [first, second] = plans.map((plan) => truths.get(plan))
  assert.ok(homes.some((home) => first.zones.get(home) !== second.zones.get(home)))
  assert.notEqual(first.tile, second.tile)
  assert.notEqual(first.etag, second.etag)
})

// What is checked of every answer under load.
class Witness {
  history = [plans[1]] // every plan in force or being put in force, in order
  confirmed = 0 // index of the last that was seen in force
  seen = new Map(plans.map((plan) => [plan, 0]))
  distances = new Map() // of home and school: the same whatever the plan

  isInTime(plan, since) {
    assert.ok(this.history.slice(since).includes(plan), `${plan} was no longer in force`)
    this.seen.set(plan, this.seen.get(plan) + 1)
  }

  isThatFar(home, school, metres) {
    const key = `${home} ${school}`
    assert.equal(metres, this.distances.get(key) ?? metres, key)
    this.distances.set(key, metres)
  }

  async zone(home) {
    const since = this.confirmed
    const { plan, school } = await zoneOf(home)
    this.isInTime(plan, since)
    assert.equal(school?.id ?? null, truths.get(plan).zones.get(home))
    if (school) this.isThatFar(home, school.id, school.distance_m)
  }

  async nearest(home) {
    const since = this.confirmed
    const { plan, schools } = await nearestTo(home)
    this.isInTime(plan, since)
    for (const { id, in_zone, distance_m } of schools) {
      assert.equal(in_zone, id === truths.get(plan).zones.get(home))
      this.isThatFar(home, id, distance_m)
    }
    const receipt = await json(`/v1/route?from=${home}&school=${schools[0].id}`)
    this.isThatFar(home, schools[0].id, receipt.properties.distance_m)
  }

  async tile() {
    const since = this.confirmed
    const { wanted, answer } = await zoneTile()
    assert.equal(answer.status, 200)
    const plan = plans.find((id) => truths.get(id).etag === answer.headers.etag)
    assert.ok(plan, `the tile is of no plan: ${answer.headers.etag}`)
    this.isInTime(plan, since)
    assert.equal(hash(answer.body), truths.get(plan).tile)
    // Only what the address names may be kept for ever.
    assert.equal(/immutable/.test(answer.headers['cache-control']), wanted === answer.headers.etag)
  }
}

test('200 switches under load: no answer disagrees with the plan it names', async () => {
  const witness = new Witness()
  let isOver = false
  const load = async (number) => {
    const checks = ['zone', 'nearest', 'tile']
    for (let i = number; !isOver; i++) await witness[checks[i % 3]](homes[(i * 7) % homes.length])
  }
  const switching = async () => {
    for (let i = 0; i < SWITCHES && !isOver; i++) {
      const plan = plans[i % plans.length]
      witness.history.push(plan)
      await putInForce(plan)
      witness.confirmed = witness.history.length - 1
    }
  }
  const loads = Array.from({ length: CONNECTIONS }, (_, number) => load(number))
  const all = Promise.all([...loads, switching().finally(() => (isOver = true))])
  await all.finally(() => (isOver = true))
  assert.equal(witness.history.length, SWITCHES + 1)
  for (const [plan, n] of witness.seen) assert.ok(n > SWITCHES, `${plan} was seen ${n} times`)
  assert.doesNotMatch(server.log, /"status":5|cannot|stays as it was/)
})
