// A thousand marked children, and nothing of them anywhere but in the private
// file: not in an answer, a tile, an export, an error, a log, a derived file.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

import { at, attempt, makeCity, run, startOffice, startServer, text } from './city.mjs'
import { readContract } from './contract.mjs'
import { MARKS, MarkSearch, percentOf } from './mark_search.mjs'
import { addEveryone, addPerson, signIn } from './people.mjs'

const CHILDREN = 1000
let city
let server
let office
let search
let homes

// The same numbers each time (Park and Miller).
let seed = 20260701
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647

/** Homes in the middle of blocks, at positions that are no street's. */
function makeChildren() {
  return Array.from({ length: CHILDREN }, (_, i) => {
    const [lon, lat] = at(0.15 + random() * 8.7, 0.15 + random() * 8.7)
    return { i, lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)) }
  })
}

const row = ({ i, lon, lat }) =>
  `qzkxchild${i},${lon.toFixed(7)},${lat.toFixed(7)},1,2026,zkwqname ${i},${2019 + (i % 2)},"${i} xjvbhome",wqpzschool${i % 7}`

/** The private file's own points, from SpatiaLite's bytes: x and y stand behind 43 others. */
function readHomes(children) {
  const said = execFileSync('sqlite3', [join(city.folder, 'city.private.sqlite'), 'SELECT id, hex(geom) FROM pupil'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const points = new Map(
    said.trim().split('\n').map((line) => {
      const [id, hex] = line.split('|')
      const blob = Buffer.from(hex, 'hex')
      return [id, { x: blob.readDoubleLE(43), y: blob.readDoubleLE(51) }]
    }),
  )
  return children.map((child) => ({ ...child, ...points.get(`qzkxchild${child.i}`) }))
}

before(async () => {
  city = makeCity()
  const children = makeChildren()
  const pupils = join(city.folder, 'vzqkfile.csv')
  const columns = 'id,lon,lat,grade,year,name,birth_year,address,previous_school'
  writeFileSync(pupils, [columns, ...children.map(row), ''].join('\n'))
  const { schools } = JSON.parse(run('nearest', city.city, '--at', text(at(4, 4)), '--level', 'primary', '-k', '3', '--json'))
  const seats = schools.map(({ id }) => `${id},2026,1,400`)
  writeFileSync(join(city.folder, 'more-seats.csv'), ['school_id,year,grade,seats', ...seats, ''].join('\n'))
  const wishes = children.filter(({ i }) => i % 3 === 0).map(({ i }) => `qzkxchild${i},1,${schools[i % 3].id}`)
  writeFileSync(join(city.folder, 'wishes.csv'), ['pupil_id,rank,school_id', ...wishes, ''].join('\n'))
  run('import', city.city, 'pupils', pupils)
  run('import', city.city, 'capacity', join(city.folder, 'more-seats.csv'))
  run('import', city.city, 'wishes', join(city.folder, 'wishes.csv'))
  run('zones', city.city, 'units', '--level', 'primary', '--from', 'pupils')
  run('zones', city.city, 'suggest', '--level', 'primary', '--publish')
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'all')
  const rounds = [...run('admit', city.city, 'rounds').matchAll(/[0-9a-f]{16,}/g)].map(([id]) => id)
  run('admit', city.city, 'publish', rounds[0])
  homes = readHomes(children)
  search = new MarkSearch(homes)
  addEveryone(city.city)
  addPerson(city.city, 'whole', '--role', 'officer', '--all-wards')
  const pages = join(city.folder, 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Học Gần</title>')
  server = await startServer(city.city, '--log', '--pages', pages)
  office = await startOffice(city.city, '--log')
})

after(async () => {
  await office?.stop()
  await server?.stop()
  city?.remove()
})

test('the search finds a child in every dress it may come in', () => {
  const [home] = homes
  const planted = [
    'x ZkwqName 7 y',
    Buffer.from('…zkwqname').toString('base64'),
    Buffer.from('aazkwqname 12').toString('base64'),
    percentOf('qzkxchild'),
    `[${home.lon},${home.lat}]`,
    `POINT (${home.lon.toFixed(6)} ${home.lat.toFixed(6)})`,
    `at=${home.lat},${home.lon}`,
    `{"x":${home.x.toFixed(2)},"y":${home.y.toFixed(2)}}`,
  ]
  for (const one of planted) assert.ok(search.inText(one), one)
  const bytes = Buffer.alloc(24)
  bytes.writeDoubleLE(home.x, 5)
  assert.ok(search.inBytes(bytes))
  assert.ok(search.hasHome(home.lon + 2e-6, home.lat))
  assert.equal(search.inText('[106.7,10.78] Trường Tiểu học Lê Văn Tám'), undefined)
})

let asked = 0

// A connection that was left idle while a program ran may have been closed.
const ask = (url, options) => fetch(url, options).catch(() => fetch(url, options))

async function look(path, options = {}) {
  const answer = await ask(server.address + path, options)
  const body = Buffer.from(await answer.arrayBuffer())
  const headers = [...answer.headers].map((pair) => pair.join(': ')).join('\n')
  const what = `${options.method ?? 'GET'} ${path}`
  assert.equal(search.inText(headers), undefined, `${what}: its headers`)
  assert.equal(search.inBytes(body), undefined, what)
  assert.ok(answer.status < 500, `${what}: ${answer.status}`)
  asked++
  return { answer, body }
}

const SETS = ['base', 'schools', 'wards', 'zones', 'units']

test('no public answer tells of a child', async () => {
  const contract = await readContract()
  const [one] = homes
  const { schools } = JSON.parse((await look('/v1/schools')).body)
  const there = text(at(4.2, 4.1))
  const queries = [
    '/', '/index.html', '/healthz', '/metrics', '/v1/openapi.yaml', '/v1/openapi.json', '/v1/city', '/tiles/style.json',
    '/v1/schools?limit=2000', '/v1/schools?q=tieu', '/v1/search?q=le+loi', '/v1/search?q=zkwq', '/v1/search?q=xjvb',
    '/find?q=qzkx', '/find?q=le+loi',
    ...['primary', 'lower_secondary'].flatMap((level) => [
      `/v1/nearest?at=${there}&level=${level}&k=20`,
      `/v1/zone?at=${there}&level=${level}`,
      `/find?at=${there}&level=${level}`,
      `/v1/capacity?level=${level}`,
    ]),
    `/v1/reach?at=${there}&metres=500,1000&streets=1`,
    '/v1/capacity', '/v1/indicators', '/v1/forecast?city=1', '/v1/forecast?ward=w1',
    ...schools.flatMap(({ id }) => [
      `/v1/schools/${id}`, `/v1/route?from=${there}&school=${id}`, `/v1/reach?school=${id}&metres=800`, `/v1/forecast?school=${id}`,
    ]),
    ...SETS.flatMap((set) => [`/tiles/${set}.json`, `/tiles/${set}/style.json`]),
  ]
  for (const path of queries) await look(path)
  for (const { path, method } of contract.operations()) {
    const plain = path.replace(/\{[^}]*\}/g, `zz${one.i}`)
    for (const wrong of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) await look(plain, { method: wrong })
    await look(`${plain}?at=nowhere&level=9&limit=-1&q=${'x'.repeat(300)}`, { method: method.toUpperCase() })
  }
  for (const path of ['/../city.private.sqlite', '/%2e%2e/city.private.sqlite', '/city.private.sqlite', '/.hidden', '/assets/../../city.private.sqlite'])
    await look(path)
  await look('/index.html', { headers: { Range: 'bytes=0-20' } })
})

test('no open data tell of a child', async () => {
  const { collections } = JSON.parse((await look('/ogc/collections?f=json')).body)
  assert.ok(collections.length >= 6)
  for (const { id } of collections) {
    await look(`/ogc/collections/${id}?f=json`)
    await look(`/ogc/collections/${id}?f=html`)
    await look(`/ogc/collections/${id}/queryables?f=json`)
    await look(`/ogc/collections/${id}/items?f=html`)
    for (const crs of ['', 'http://www.opengis.net/def/crs/EPSG/0/9210', 'http://www.opengis.net/def/crs/EPSG/0/3857'])
      await look(`/ogc/collections/${id}/items?f=json&limit=10000${crs && `&crs=${encodeURIComponent(crs)}`}`)
    await look(`/ogc/collections/${id}/items?f=json&filter=${encodeURIComponent("name LIKE '%zkwq%'")}`)
  }
})

/** The positions of a feature's vertices, in degrees. */
const vertices = (feature, x, y, z) => {
  const { geometry } = feature.toGeoJSON(x, y, z)
  const flat = (part) => (typeof part[0] === 'number' ? [part] : part.flatMap(flat))
  return flat(geometry.coordinates)
}

test('no tile has a child, in its texts or at its home', async () => {
  let n = 0
  let m = 0
  for (const set of SETS) {
    const about = JSON.parse((await look(`/tiles/${set}.json`)).body)
    const [west, south, east, north] = about.bounds
    for (let z = about.minzoom; z <= about.maxzoom; z++) {
      const column = (lon) => Math.floor(((lon + 180) / 360) * 2 ** z)
      const line = (lat) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)
      for (let x = column(west); x <= column(east); x++)
        for (let y = line(north); y <= line(south); y++) {
          const { answer, body } = await look(`/tiles/${set}/${z}/${x}/${y}.mvt`)
          if (answer.status !== 200) continue
          n++
          if (z < 14) continue
          const tile = new VectorTile(new PbfReader(body))
          for (const layer of Object.values(tile.layers))
            for (let f = 0; f < layer.length; f++) {
              const feature = layer.feature(f)
              // The corners of areas are streets; a home could only be a point.
              if (feature.type !== 1) continue
              for (const [lon, lat] of vertices(feature, x, y, z)) {
                m++
                assert.ok(!search.hasHome(lon, lat), `${set} ${z}/${x}/${y} ${layer.name}`)
              }
            }
        }
    }
  }
  assert.ok(n > 50 && m > 50, `${n} tiles, ${m} points`)
})

test('no export tells of a child, but the lists that are for its officer', () => {
  const folder = join(city.folder, 'exports')
  mkdirSync(folder)
  const help = run('export', '--help')
  const tables = 'schools gates wards units zones streets addresses capacity seats enrolment population cut_offs indicators forecast shortage'.split(' ')
  for (const table of tables) {
    assert.ok(help.includes(table))
    for (const format of ['csv', 'geojson', 'gpkg', 'xlsx', 'shp'])
      attempt('export', city.city, table, '--format', format, '-o', join(folder, `${table}.${format}`))
  }
  for (const set of SETS) attempt('export', city.city, set, '--format', 'pmtiles', '-o', join(folder, `${set}.pmtiles`))
  run('export', city.city, 'answers', '--format', 'json', '-o', join(folder, 'answers'))
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  assert.ok(files.length > 50)
  for (const { parentPath, name } of files)
    assert.equal(search.inBytes(readFileSync(join(parentPath, name))), undefined, join(parentPath, name))
  // A workbook is squeezed; GDAL reads it.
  for (const table of tables) {
    const sheet = join(folder, `${table}.xlsx`)
    if (existsSync(sheet))
      assert.equal(search.inText(execFileSync('ogr2ogr', ['-f', 'CSV', '/vsistdout/', sheet], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })), undefined, sheet)
  }
  // The search would have found them.
  run('export', city.city, 'placements', '--format', 'csv', '-o', join(folder, 'lists.csv'))
  assert.ok(search.inText(readFileSync(join(folder, 'lists.csv'), 'utf8')))
})

test('no count of one to four children is told', async () => {
  const { body } = await look('/v1/capacity?level=primary')
  for (const [, count] of body.toString().matchAll(/"(?:placed|pupils|entrants)":(\d+)/g))
    assert.ok(Number(count) === 0 || Number(count) >= 5, count)
  const csv = run('export', city.city, 'cut_offs', '--format', 'csv', '-o', '/dev/stdout')
  assert.ok(csv !== undefined)
})

test('neither the city file nor what is made of it has a child', () => {
  const names = readdirSync(city.folder).filter((name) => /^city\.(sqlite|network|tiles)$/.test(name))
  assert.ok(names.includes('city.sqlite') && names.includes('city.network'))
  for (const name of names) assert.equal(search.inBytes(readFileSync(join(city.folder, name))), undefined, name)
  const mode = statSync(join(city.folder, 'city.private.sqlite')).mode & 0o777
  assert.equal(mode, 0o600)
  assert.ok(search.inBytes(readFileSync(join(city.folder, 'city.private.sqlite'))), 'the search would not have found it')
})

test('the office, at work with children, writes nothing of them into logs, jobs and the audit log', async () => {
  const whole = await signIn(office, 'whole')
  const list = await whole.json('/v1/pupils?limit=20&q=zkwqname')
  assert.ok(list.pupils.length > 0)
  const { id } = list.pupils[0]
  await whole.json(`/v1/pupils/${id}`, { method: 'PATCH', body: { at: [homes[5].lon, homes[5].lat], address: '7 xjvbhome' } })
  const { signals } = await whole.json('/v1/signals')
  assert.ok(signals.length > 0)
  const [{ kind, facts, pupils: [pupil] }] = signals
  await whole.json('/v1/signals/reviews', { method: 'POST', body: { state: 'reviewed', signals: [{ kind, facts, pupil }], note: 'zkwqname' } })
  await whole.refusal('/v1/signals/reviews', { method: 'POST', body: { state: 'reviewed', signals: [{ kind, facts, pupil: 'zkwqname' }] } }, 404)
  await whole.ask('/v1/pupils/zkwqname-none')
  await whole.ask(`/v1/pupils?q=${encodeURIComponent('xjvbhome')}&limit=x`)
  const { id: job } = await whole.json('/v1/jobs', { method: 'POST', body: { kind: 'placement', grade: 1, year: 2026, method: 'stable' } }, 201)
  let state
  do {
    await new Promise((resolve) => setTimeout(resolve, 100))
    state = await whole.json(`/v1/jobs/${job}`)
  } while (['waiting', 'running'].includes(state.state))
  assert.equal(state.state, 'done', state.error)
  assert.equal(search.inText(state.log ?? ''), undefined)
  const admin = await signIn(office, 'admin')
  const { entries } = await admin.json('/v1/audit?limit=500')
  // A code says whose entry it is, to those who may read the log; nothing else does.
  const plain = JSON.stringify(entries.map(({ subject, ...entry }) => entry))
  assert.equal(search.inText(plain), undefined)
  assert.ok(office.log.length > 0 && server.log.length > 0)
  assert.equal(search.inText(office.log), undefined)
  assert.equal(search.inText(server.log), undefined)
  assert.ok(asked > 500, `${asked} answers were searched`)
})

test('the public process holds no handle on the private file', () => {
  const folder = `/proc/${server.child.pid}`
  const open = readdirSync(`${folder}/fd`).map((fd) => {
    try {
      return execFileSync('readlink', [`${folder}/fd/${fd}`], { encoding: 'utf8' })
    } catch {
      return ''
    }
  })
  assert.ok(!open.join('').includes('private'))
  assert.ok(!readFileSync(`${folder}/maps`, 'utf8').includes('private'))
  assert.ok(MARKS.length > 0)
})
