// The real server over a real socket, on a small city.

import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'

import { readContract } from './contract.mjs'
import { at, attempt, makeCity, PROGRAM, run, startServer, startServerBy, text } from './city.mjs'

let city
let server
let contract

before(async () => {
  contract = await readContract()
  city = makeCity()
  const pages = join(city.folder, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Học Gần</title>')
  writeFileSync(join(pages, 'assets', 'index-4f1c9a2b.js'), 'export default 1 // '.repeat(100))
  writeFileSync(join(pages, 'assets', 'map-4f1c9a2b.js'), MAP_SCRIPT)
  writeFileSync(join(pages, 'assets', 'map-4f1c9a2b.js.br'), brotliCompressSync(MAP_SCRIPT))
  writeFileSync(join(city.folder, 'secret.txt'), 'nobody reads this')
  server = await startServer(city.city, '--pages', pages, '--log')
})

after(async () => {
  await server?.stop()
  city?.remove()
})

const MAP_SCRIPT = 'export default 2 // '.repeat(100)

// One request as it stands, nothing of it tidied up by a client; its answer is
// one that the document lists.
function ask(path, { method = 'GET', headers = {} } = {}) {
  const { hostname, port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, method, headers }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        const heard = { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }
        try {
          contract.check({ method, path, ...heard })
          resolve(heard)
        } catch (error) {
          reject(error)
        }
      })
    })
    request.on('error', reject)
    request.end()
  })
}

// Bytes on a socket, and everything that comes back.
function shout(bytes) {
  const { hostname, port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes))
    let heard = ''
    socket.on('data', (part) => (heard += part))
    socket.on('close', () => resolve(heard))
    socket.on('error', reject)
    socket.setTimeout(5000, () => socket.destroy())
  })
}

async function json(path) {
  const answer = await ask(path)
  assert.equal(answer.status, 200, `${path}: ${answer.body}`)
  return JSON.parse(answer.body)
}

async function refusal(path, status) {
  const answer = await ask(path)
  assert.equal(answer.status, status, `${path}: ${answer.body}`)
  assert.equal(answer.headers['content-type'], 'application/problem+json')
  const problem = JSON.parse(answer.body)
  assert.equal(problem.status, status)
  assert.deepEqual(Object.keys(problem), ['type', 'title', 'status', 'detail'])
  return problem.detail
}

const cents = (metres) => Math.round(metres * 100)

test('it prints one line: its address', () => {
  assert.match(server.said, /^http:\/\/127\.0\.0\.1:\d+\n$/)
})

test('it is healthy and says which version of the city it answers from', async () => {
  const { version, ...health } = await json('/healthz')
  assert.deepEqual(health, { status: 'ok', is_city_readable: true })
  assert.match(version, /^[0-9a-f]{32}$/)
})

test('the city says what it has', async () => {
  const answer = await json('/v1/city')
  assert.equal(answer.name, 'Thị trấn')
  assert.equal(answer.crs, 'EPSG:9210')
  assert.deepEqual(answer.levels, ['primary', 'lower_secondary'])
  assert.deepEqual(answer.profiles, ['walk', 'bicycle', 'motorbike', 'car', 'walk_safe'])
  assert.deepEqual(answer.counts, { schools: 4, wards: 2, streets: 180 })
  assert.ok(answer.plans.primary && answer.plans.lower_secondary)
  assert.equal(answer.bbox.length, 4)
})

test('the nearest schools come in order, as on the command line', async () => {
  for (const profile of ['walk', 'bicycle', 'motorbike', 'car', 'walk_safe']) {
    const home = text(at(5.2, 3.4))
    const answer = await ask(`/v1/nearest?at=${home}&level=primary&profile=${profile}&k=3`)
    const body = JSON.parse(answer.body)
    assert.equal(body.schools.length, 3)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const distances = body.schools.map((school) => school.distance_m)
    assert.deepEqual(distances, [...distances].sort((a, b) => a - b))
    const printed = run(
      ...['nearest', city.city, '--at', home, '--level', 'primary', '-k', '3'],
      ...['--profile', profile, '--json'],
    )
    assert.equal(printed, answer.body.toString())
  }
})

test('seats are those of the entry grade', async () => {
  const { schools } = await json(`/v1/nearest?at=${text(at(1, 1))}&level=primary&k=2`)
  assert.equal(schools[0].seats, 105)
  assert.equal(schools[1].seats, null)
})

test('a route is a receipt that adds up, as on the command line', async () => {
  const home = text(at(5.2, 3.4))
  const { schools } = await json(`/v1/nearest?at=${home}&level=primary`)
  for (const school of schools) {
    const answer = await ask(`/v1/route?from=${home}&school=${school.id}`)
    assert.equal(answer.headers['content-type'], 'application/geo+json')
    const { geometry, properties } = JSON.parse(answer.body)
    const sum = properties.streets.reduce(
      (total, street) => total + cents(street.length_m),
      cents(properties.straight_m) + cents(properties.gate_straight_m),
    )
    assert.equal(sum, cents(properties.distance_m))
    assert.equal(properties.distance_m, school.distance_m)
    assert.deepEqual(properties.gate, school.gate)
    assert.deepEqual(geometry.coordinates.at(-1), school.gate)
    const printed = run('route', city.city, '--from', home, '--to-school', school.id, '--json')
    assert.equal(printed, answer.body.toString())
  }
})

test('an answer saved is a receipt, and one that was edited is found out', async () => {
  const home = text(at(5.2, 3.4))
  const { network, schools } = await json(`/v1/nearest?at=${home}&level=primary`)
  const answer = await ask(`/v1/route?from=${home}&school=${schools[0].id}`)
  const { properties } = JSON.parse(answer.body)
  assert.equal(properties.network, network)
  assert.deepEqual(properties.home, home.split(',').map(Number))
  assert.deepEqual(properties.measure, { profile: 'walk', weight: 'distance' })
  const file = join(city.folder, 'receipt.json')
  writeFileSync(file, answer.body)
  assert.match(run('route', city.city, '--check', file), /agrees to the centimetre/)
  const edited = answer.body.toString().replace('"distance_m":', '"distance_m":1')
  writeFileSync(file, edited)
  const done = attempt('route', city.city, '--check', file)
  assert.equal(done.status, 1)
  assert.match(done.out, /its pieces add up to .* but its total is/)
})

test('a route may lead to a position', async () => {
  const [from, to] = [text(at(0, 0)), text(at(3, 0))]
  const answer = await ask(`/v1/route?from=${from}&to=${to}`)
  const { properties } = JSON.parse(answer.body)
  assert.deepEqual(properties.streets.map((street) => street.name), ['Lê Lợi 1'])
  assert.equal(run('route', city.city, '--from', from, '--to', to, '--json'), answer.body.toString())
})

test('a reach area is the same over HTTP and on the command line', async () => {
  const home = text(at(4.3, 4.6))
  const { schools } = await json(`/v1/nearest?at=${home}&level=primary`)
  const asked = [
    [`at=${home}&metres=500,300`, ['--at', home, '--metres', '500,300']],
    [`school=${schools[0].id}&metres=700&streets=1`, ['--school', schools[0].id, '--metres', '700', '--streets']],
  ]
  for (const [query, options] of asked) {
    const answer = await ask(`/v1/reach?${query}`)
    assert.equal(answer.headers['content-type'], 'application/geo+json')
    const out = join(city.folder, 'reach.geojson')
    run('reach', city.city, ...options, '-o', out)
    assert.equal(readFileSync(out, 'utf8'), answer.body.toString())
  }
})

test('reach areas come greatest first, each limit once, with what they hold', async () => {
  const home = text(at(4.3, 4.6))
  const { features } = await json(`/v1/reach?at=${home}&metres=200,600,200.5,600&streets=1`)
  assert.deepEqual(
    features.map(({ properties }) => [properties.metres, properties.shows]),
    [600, 200.5, 200].flatMap((metres) => [[metres, 'area'], [metres, 'streets']]),
  )
  for (const { geometry, properties } of features) {
    assert.equal(geometry.type, properties.shows === 'area' ? 'MultiPolygon' : 'MultiLineString')
    assert.ok(properties.area_m2 > 0 && properties.street_m > 0)
    assert.deepEqual(properties.at, at(4.3, 4.6).map((degrees) => Number(degrees.toFixed(7))))
    assert.match(properties.network, /^[0-9a-f]+$/)
  }
  const far = await json(`/v1/reach?at=${text(at(-6, 5))}&metres=500`)
  assert.equal(far.features[0].geometry, null)
  assert.equal(far.features[0].properties.reason, 'no_street_near')
})

test('a home is told its zone: that of the nearest school', async () => {
  for (const [x, y] of [[1, 1], [8, 2], [4, 8], [6.3, 6.6]]) {
    const home = text(at(x, y))
    const zone = await json(`/v1/zone?at=${home}&level=primary`)
    const { schools } = await json(`/v1/nearest?at=${home}&level=primary`)
    assert.equal(zone.school.id, schools[0].id)
    assert.equal(zone.school.distance_m, schools[0].distance_m)
    assert.equal(zone.why, 'nearest')
    assert.deepEqual(schools.map((school) => school.in_zone), [true, false, false])
  }
  const none = await json(`/v1/zone?at=${text(at(1, 1))}&level=preschool`)
  assert.equal(none.reason, 'no_plan')
})

test('a home far from streets is told so', async () => {
  const answer = await json(`/v1/nearest?at=${text(at(-6, 5))}&level=primary`)
  assert.equal(answer.reason, 'no_street_near')
  assert.deepEqual(answer.schools, [])
})

test('schools are listed, filtered and found', async () => {
  const all = await json('/v1/schools')
  assert.equal(all.total, 4)
  assert.deepEqual(Object.keys(all.schools[0]), [
    ...['id', 'name', 'levels', 'at', 'address', 'ward', 'kind', 'seats', 'gates'],
  ])
  assert.equal((await json('/v1/schools?level=lower_secondary')).total, 1)
  assert.equal((await json('/v1/schools?q=nguyen+binh')).total, 1)
  const [west, south] = at(-1, -1)
  const [east, north] = at(5, 5)
  assert.equal((await json(`/v1/schools?bbox=${west},${south},${east},${north}`)).total, 1)
  const one = all.schools[2]
  const told = await json(`/v1/schools/${one.id}`)
  assert.deepEqual({ ...told, ...one }, told)
  assert.deepEqual(told.cut_offs, [])
  assert.match(one.ward, /^Phường [12], Quận 3$/)
})

test('what is typed is found', async () => {
  const first = async (typed) =>
    (await json(`/v1/search?q=${encodeURIComponent(typed)}`)).results[0]
  assert.equal((await first('le loi 5')).kind, 'street')
  assert.equal((await first('Lê Lợi 5')).exact, true)
  assert.equal((await first('12/3/9 lê lợi 5')).name, '12/3 Lê Lợi 5')
  assert.equal((await first('tieu hoc dinh tien')).name, 'TH Đinh Tiên Hoàng')
  assert.equal((await first('p2 q3')).name, 'Phường 2')
})

test('mistakes are told in one sentence that names them', async () => {
  const home = text(at(1, 1))
  const wrong = [
    ['/v1/nearest?level=primary', 400, /^at is needed/],
    [`/v1/nearest?at=${home}`, 400, /^level is needed/],
    [`/v1/nearest?at=${home}&level=college`, 400, /college/],
    [`/v1/nearest?at=${home}&level=primary&k=0`, 400, /^k must/],
    [`/v1/nearest?at=${home}&level=primary&k=51`, 400, /^k must/],
    [`/v1/nearest?at=${home}&level=primary&profile=boat`, 400, /boat/],
    ['/v1/nearest?at=10.77,106.69&level=primary', 400, /swapped/],
    ['/v1/nearest?at=nan,nan&level=primary', 400, /not two numbers/],
    ['/v1/nearest?at=2.35,48.85&level=primary', 400, /outside the city/],
    [`/v1/nearest?at=${home}&at=${home}&level=primary`, 400, /at is given twice/],
    [`/v1/route?from=${home}&school=none`, 404, /"none"/],
    [`/v1/route?from=${home}`, 400, /school or to/],
    ['/v1/reach?school=none&metres=500', 404, /"none"/],
    ['/v1/reach?metres=500', 400, /at or school/],
    [`/v1/reach?at=${home}`, 400, /^metres is needed/],
    ...['0', '-5', 'nan', '', '500,', ',500', '500;600', '10001', '1e9', '0x10', 'a'.repeat(60)].map(
      (metres) => [`/v1/reach?at=${home}&metres=${metres}`, 400, /^metres (must be|is needed)/],
    ),
    [`/v1/reach?at=${home}&metres=${Array(11).fill(500)}`, 400, /^metres has 11 limits; at most 10/],
    [`/v1/reach?at=${home}&metres=500&streets=2`, 400, /^streets/],
    [`/v1/reach?at=${home}&metres=500&profile=boat`, 400, /boat/],
    ['/v1/route?from=nan,nan&school=none', 400, /not two numbers/],
    ['/v1/route?from=2.35,48.85&to=2.35,48.85', 400, /^from: .*outside the city/],
    [`/v1/route?from=${home}&to=2.35,48.85`, 400, /^to: .*outside the city/],
    ['/v1/zone?at=nan,nan&level=primary', 400, /not two numbers/],
    ['/v1/zone?at=2.35,48.85&level=primary', 400, /outside the city/],
    ['/v1/schools/none', 404, /"none"/],
    ['/v1/schools?bbox=1,2', 400, /^bbox/],
    ['/v1/search?q=%FF', 400, /^q has/],
    [`/v1/search?q=${'a'.repeat(300)}`, 400, /^q is longer/],
    ['/v1/none', 404, /\/v1\/none/],
    ['/tiles/none.json', 404, /none/],
    ['/tiles/base/3/9/9.mvt', 400, /^x must/],
  ]
  for (const [path, status, sentence] of wrong) assert.match(await refusal(path, status), sentence)
})

test('the command line refuses the same, and says so once', () => {
  const home = text(at(1, 1))
  const wrong = [
    [['nearest', city.city, '--at', '2.35,48.85', '--level', 'primary'], 1, /outside the city/],
    [['nearest', city.city, '--at', 'nan,nan', '--level', 'primary'], 1, /not two numbers/],
    [['nearest', city.city, '--at', home, '--level', 'college'], 1, /college/],
    [['nearest', city.city, '--at', home, '--level', 'primary', '-k', '0'], 1, /k must/],
    [['nearest', city.city, '--at', home, '--level', 'primary', '-k', '51'], 1, /k must/],
    [['nearest', city.city, '--at', home, '--level', 'primary', '--profile', 'boat'], 1, /boat/],
    [['route', city.city, '--from', home, '--to-school', 'none'], 1, /"none"/],
    [['nearest', `${city.city}x`, '--at', home, '--level', 'primary'], 1, /cityx?\.sqlite/],
    [['nearest', city.city], 2, /--at/],
    [['route', city.city, '--from', home], 2, /--to-school/],
    [['reach', city.city, '--at', home], 2, /--metres/],
    [['reach', city.city, '--metres', '500'], 2, /--school/],
    [['reach', city.city, '--at', home, '--metres', `${Array(10001).fill(500)}`], 1, /10001 limits/],
    [['reach', city.city, '--at', home, '--metres', '500,nan'], 1, /--metres must .*"nan"/],
    [['reach', city.city, '--at', '2.35,48.85', '--metres', '500'], 1, /outside the city/],
    [['reach', city.city, '--school', 'none', '--metres', '500'], 1, /"none"/],
    [['reach', city.city, '--at', home, '--metres', '500', '-o', '/none/out'], 1, /cannot write/],
    [['serve', city.city, '--listen', 'nowhere'], 1, /HOST:PORT/],
    [['serve', city.city, '--pages', city.folder], 1, /index\.html/],
  ]
  for (const [args, status, sentence] of wrong) {
    const done = attempt(...args)
    assert.equal(done.status, status, `${args}: ${done.complaint}`)
    assert.equal(done.out, '')
    assert.match(done.complaint, sentence)
    assert.equal(done.complaint.trim().split('\n').length, 1, done.complaint)
  }
})

test('tiles and their sets are there', async () => {
  const set = await json('/tiles/base.json')
  assert.equal(set.tilejson, '3.0.0')
  assert.ok(set.tiles[0].startsWith(server.address))
  const [lon, lat] = at(5, 5)
  const scale = 2 ** 13
  const x = Math.floor(((lon + 180) / 360) * scale)
  const radians = (lat * Math.PI) / 180
  const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * scale)
  const plain = await ask(`/tiles/base/13/${x}/${y}.mvt`)
  assert.equal(plain.status, 200)
  assert.equal(plain.headers['content-type'], 'application/vnd.mapbox-vector-tile')
  const squeezed = await ask(`/tiles/base/13/${x}/${y}.mvt`, { headers: { 'accept-encoding': 'gzip' } })
  assert.equal(squeezed.headers['content-encoding'], 'gzip')
  assert.deepEqual(gunzipSync(squeezed.body), plain.body)
  assert.notEqual(squeezed.headers.etag, plain.headers.etag)
  for (const etag of [plain.headers.etag, squeezed.headers.etag]) {
    const again = await ask(`/tiles/base/13/${x}/${y}.mvt`, { headers: { 'if-none-match': etag } })
    assert.equal(again.status, 304)
    assert.equal(again.body.length, 0)
  }
  assert.equal((await ask('/tiles/base/15/0/0.mvt')).status, 204)
})

test('pages are served with their types, kept as long as they hold', async () => {
  const index = await ask('/')
  assert.equal(index.status, 200)
  assert.match(index.headers['content-type'], /^text\/html/)
  assert.equal(index.headers['cache-control'], 'no-cache')
  assert.match(index.headers['content-security-policy'], /worker-src 'self' blob:/)
  assert.equal(index.headers['x-content-type-options'], 'nosniff')
  assert.deepEqual((await ask('/index.html')).body, index.body)

  const script = '/assets/index-4f1c9a2b.js'
  const asset = await ask(script)
  assert.match(asset.headers['content-type'], /^text\/javascript/)
  assert.match(asset.headers['cache-control'], /immutable/)
  const squeezed = await ask(script, { headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(squeezed.headers['content-encoding'], 'gzip')
  assert.deepEqual(gunzipSync(squeezed.body), asset.body)
  const refused = await ask(script, { headers: { 'accept-encoding': 'gzip;q=0' } })
  assert.equal(refused.headers['content-encoding'], undefined)

  for (const tag of [index.headers.etag, `W/${index.headers.etag}`, '*', `"x", ${index.headers.etag}`]) {
    const again = await ask('/', { headers: { 'if-none-match': tag } })
    assert.equal(again.status, 304)
  }
  assert.equal((await ask('/', { headers: { 'if-none-match': '"x"' } })).status, 200)
})

test('HEAD is GET without the body; other methods are not there', async () => {
  for (const path of ['/', '/v1/city', '/healthz', '/v1/none']) {
    const get = await ask(path)
    const head = await ask(path, { method: 'HEAD' })
    assert.equal(head.status, get.status)
    assert.equal(head.headers['content-length'], get.headers['content-length'])
    assert.equal(head.body.length, 0)
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const answer = await ask('/v1/city', { method })
    assert.equal(answer.status, 405)
    assert.equal(answer.headers.allow, 'GET, HEAD')
  }
})

test('a page that was squeezed with brotli when it was built is sent so to who takes that', async () => {
  const script = '/assets/map-4f1c9a2b.js'
  const of = (accepted) => ask(script, { headers: { 'accept-encoding': accepted } })
  for (const round of ['made', 'kept']) {
    const brotli = await of('gzip, deflate, br, zstd')
    assert.equal(brotli.headers['content-encoding'], 'br', round)
    assert.match(brotli.headers['content-type'], /^text\/javascript/)
    assert.match(brotli.headers['cache-control'], /immutable/)
    assert.match(brotli.headers.vary, /Accept-Encoding/)
    assert.equal(brotliDecompressSync(brotli.body).toString(), MAP_SCRIPT)
    const gzip = await of('gzip, br;q=0')
    assert.equal(gzip.headers['content-encoding'], 'gzip', round)
    assert.equal(gunzipSync(gzip.body).toString(), MAP_SCRIPT)
    assert.notEqual(gzip.headers.etag, brotli.headers.etag)
    assert.equal((await ask(script)).body.toString(), MAP_SCRIPT)
    const again = { 'accept-encoding': 'br', 'if-none-match': gzip.headers.etag }
    assert.equal((await ask(script, { headers: again })).status, 304)
  }
})

test('no address leads out of the pages', async () => {
  const ways = [
    ...['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt'],
    ...['/.%2e/secret.txt', '/%2e%2e%2fsecret.txt', '/%252e%252e/secret.txt', '/..\\secret.txt'],
    ...['//secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/secret.txt%00.html', '/index.html%00'],
    ...[`//${city.folder}/secret.txt`, '/assets', '/assets/', '/./index.html', '/%', '/%c0%ae%c0%ae/secret.txt'],
  ]
  for (const path of ways) {
    const answer = await ask(path)
    assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`)
    assert.ok(!answer.body.includes('nobody reads this'))
  }
  assert.equal((await ask(`/${'a'.repeat(3000)}`)).status, 414)
})

test('what is no request is turned away and the server goes on', async () => {
  for (const bytes of [
    'GET / HTTP/1.1\r\n\r\n',
    'nonsense\r\n\r\n',
    `GET /${'a'.repeat(100000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'b'.repeat(100000)}\r\n\r\n`,
    'POST /v1/city HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n',
    'GET city HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  ]) {
    const heard = await shout(bytes).catch(() => '')
    assert.ok(!/^HTTP\/1\.1 (2|5)/.test(heard), heard.slice(0, 60))
  }
  assert.equal((await json('/healthz')).status, 'ok')
  const proxied = await ask('http://city.example/healthz')
  assert.equal(proxied.status, 200)
})

test('many ask at once and each gets what it asked for', async () => {
  const homes = [...Array(40).keys()].map((i) => text(at((i * 7) % 9, (i * 3) % 9)))
  const paths = homes.flatMap((home) => [
    `/v1/nearest?at=${home}&level=primary`,
    `/v1/zone?at=${home}&level=primary&profile=motorbike`,
  ])
  const alone = []
  for (const path of paths) alone.push((await ask(path)).body.toString())
  for (let round = 0; round < 3; round++) {
    const together = await Promise.all(paths.map((path) => ask(path)))
    assert.deepEqual(together.map((answer) => answer.body.toString()), alone)
  }
})

test('the log names routes, never positions or what was typed', async () => {
  await ask(`/v1/nearest?at=${text(at(2, 2))}&level=primary`)
  await ask('/v1/search?q=bi+mat')
  await ask('/v1/geheim?q=bi+mat', { method: 'BREW' })
  const lines = server.log.trim().split('\n').map((line) => JSON.parse(line))
  for (const line of lines) {
    assert.deepEqual(Object.keys(line), ['at', 'method', 'route', 'status', 'ms', 'bytes'])
    assert.match(line.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.ok(line.ms >= 0 && line.bytes >= 0 && line.status >= 100)
  }
  const said = lines.map(({ method, route, status }) => `${method} ${route} ${status}`)
  assert.ok(said.includes('GET /v1/nearest 200'))
  assert.ok(said.includes('GET /tiles/{set}/{z}/{x}/{y}.mvt 200'))
  assert.ok(said.includes('null null 405'))
  const withoutTimes = lines.map((line) => JSON.stringify({ ...line, at: 0, ms: 0, bytes: 0 })).join()
  assert.doesNotMatch(withoutTimes, /106\.|10\.7|bi.mat|geheim|BREW|127\.0\.0\.1/)
  assert.doesNotMatch(server.log, /\/tiles\/base\/13/)
})

test('it ends within two seconds when told to, idle connections or not', async () => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const other = await startServer(city.city)
    const { hostname, port } = new URL(other.address)
    const idle = net.connect(Number(port), hostname)
    idle.on('error', () => {})
    await new Promise((resolve) => idle.on('connect', resolve))
    idle.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    await new Promise((resolve) => idle.once('data', resolve))
    const { code, tookMs } = await other.stop(signal)
    assert.equal(code, 0)
    assert.ok(tookMs < 10000) // two seconds, on a machine that is not busy
    idle.destroy()
  }
})

test('a city without pages says where its API is', async () => {
  const alone = join(city.folder, 'alone')
  mkdirSync(alone)
  copyFileSync(PROGRAM, join(alone, 'hocgan'))
  const other = await startServerBy(join(alone, 'hocgan'), city.city)
  try {
    const answer = await fetch(other.address)
    assert.match(await answer.text(), /\/v1\/city/)
  } finally {
    await other.stop()
  }
})

test('a port that is taken is told', () => {
  const { host } = new URL(server.address)
  const done = attempt('serve', city.city, '--listen', host)
  assert.equal(done.status, 1)
  assert.match(done.complaint, /cannot listen on .*in use/)
})
