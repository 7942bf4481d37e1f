// The abstract tests of OGC API - Features (parts 1, 2 and 3), CQL2 and Tiles,
// as far as they say something about a server with this data. (The OGC's own
// test engine is a Java service that is not packaged; this is our list.) Every
// answer is also held against openapi.yaml.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import SwaggerParser from '@apidevtools/swagger-parser'

import { at, makeCity, run, startServer } from './city.mjs'
import { readContract } from './contract.mjs'
import { CRS84, EPSG, readPages } from './ogc.mjs'

const COLLECTIONS = ['schools', 'gates', 'wards', 'units', 'zones', 'streets', 'indicators', 'cut_offs']
const WICKED = `<script>alert("1 & 2")</script>'`

let city
let server
let contract
let ask // fetch, every answer checked

before(async () => {
  city = makeCity()
  const [lon, lat] = at(2.2, 6.3)
  writeFileSync(
    join(city.folder, 'schools.csv'),
    `id,name,level,lon,lat,address\n"a/b ?&#%",Trường Tiểu học Ẩn,primary,${lon},${lat},"${WICKED.replaceAll('"', '""')}"\n`,
  )
  run('import', city.city, 'schools', join(city.folder, 'schools.csv'))
  writeFileSync(
    join(city.folder, 'indicators.csv'),
    'code,name_vi,name_en,unit,target,year,ward_id,value\n' +
      'few,Trẻ em,Children,pupils,,2026,w1,3\n' +
      'few,Trẻ em,Children,pupils,,2026,w2,5\n' +
      'share,Phần trăm,Share,%,,2026,w1,3\n' +
      'rooms,Phòng học,Rooms,rooms,,2026,w1,3\n',
  )
  run('import', city.city, 'indicators', join(city.folder, 'indicators.csv'))
  run('network', city.city)
  server = await startServer(city.city)
  contract = await readContract()
  ask = contract.watch(globalThis.fetch)
})

after(async () => {
  await server?.stop()
  city?.remove()
})

const url = (path, query = {}) => {
  const at = new URL(path.startsWith('/') ? `/ogc${path}` : path, server.address)
  for (const [name, value] of Object.entries(query)) at.searchParams.set(name, value)
  return at.href
}

async function json(path, query, headers) {
  const answer = await ask(url(path, query), { headers })
  assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`)
  return answer.json()
}

async function refused(path, query, status = 400) {
  const answer = await ask(url(path, query))
  const body = await answer.json()
  assert.equal(answer.status, status, `${path} ${JSON.stringify(query)}`)
  return body.detail
}

const items = (collection, query) => json(`/collections/${collection}/items`, query)
const ids = async (collection, query) => (await readPages(server.address, collection, new URLSearchParams(query))).map(({ id }) => id)
const link = (body, rel) => body.links.find((one) => one.rel === rel)
const TILES = 'http://www.opengis.net/def/rel/ogc/1.0/'

// Features, part 1: Core ------------------------------------------------------

test('the landing page leads to the API, the conformance classes and the data', async () => {
  for (const path of ['', '/']) {
    const body = await json(`/${path}`.replace('//', '/'))
    for (const rel of ['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data', `${TILES}tilesets-vector`, `${TILES}tiling-schemes`])
      assert.ok(link(body, rel), rel)
    assert.equal(link(body, 'service-desc').type, 'application/vnd.oai.openapi+json;version=3.0')
  }
})

test('every link leads to what it says it leads to', async () => {
  const seen = new Map()
  const follow = async (href, type) => {
    if (seen.has(href)) return
    const answer = await ask(href, { headers: { Accept: type } })
    assert.equal(answer.status, 200, href)
    assert.equal(answer.headers.get('content-type').replace('; charset=utf-8', ''), type, href)
    seen.set(href, type)
    if (!type.includes('json') || type.includes('openapi')) return
    const body = await answer.json()
    const deeper = [body, ...(body.collections ?? []), ...(body.tilesets ?? []), ...(body.tileMatrixSets ?? [])]
    for (const { links } of deeper)
      for (const one of links ?? []) if (!one.templated && !one.href.includes('token=')) await follow(one.href, one.type)
  }
  await follow(url('/'), 'application/json')
  assert.ok(seen.size > 70, `only ${seen.size}`)
})

test('the conformance classes are those that are tested here', async () => {
  const { conformsTo } = await json('/conformance')
  const has = (ending) => assert.ok(conformsTo.some((uri) => uri.endsWith(ending)), ending)
  for (const one of ['core', 'oas30', 'html', 'geojson']) has(`ogcapi-features-1/1.0/conf/${one}`)
  has('ogcapi-features-2/1.0/conf/crs')
  for (const one of ['filter', 'features-filter', 'queryables', 'queryables-query-parameters']) has(`ogcapi-features-3/1.0/conf/${one}`)
  for (const one of ['cql2-text', 'basic-cql2', 'advanced-comparison-operators', 'basic-spatial-functions']) has(`cql2/1.0/conf/${one}`)
  for (const one of ['core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'geodata-tilesets', 'mvt']) has(`ogcapi-tiles-1/1.0/conf/${one}`)
  assert.equal(new Set(conformsTo).size, conformsTo.length)
})

test('the API document is valid OpenAPI 3.0, and each of its addresses answers as it says', async () => {
  const answer = await ask(url('/api'))
  assert.equal(answer.headers.get('content-type'), 'application/vnd.oai.openapi+json;version=3.0')
  const document = await SwaggerParser.validate(await answer.json())
  assert.match(document.openapi, /^3\.0\./)
  const fill = { featureId: 'none', tileMatrixSetId: 'WebMercatorQuad', tileMatrix: '14', tileRow: '7702', tileCol: '13049' }
  const operations = new Set()
  for (const [path, { get }] of Object.entries(document.paths)) {
    const { status, headers } = await ask(document.servers[0].url + path.replace(/\{(\w+)\}/g, (all, name) => fill[name]))
    assert.ok(get.responses[status], `${path}: ${status}`)
    const { content } = get.responses[status]
    if (content) assert.ok(content[headers.get('content-type').replace('; charset=utf-8', '')], `${path}: ${headers.get('content-type')}`)
    operations.add(get.operationId)
  }
  assert.equal(operations.size, Object.keys(document.paths).length)
  for (const collection of COLLECTIONS) {
    const parameters = document.paths[`/collections/${collection}/items`].get.parameters
    const limit = parameters.find(({ name }) => name === 'limit').schema
    assert.deepEqual([limit.minimum, limit.maximum, limit.default], [1, 10000, 100])
    const { properties } = await json(`/collections/${collection}/queryables`)
    for (const name of Object.keys(properties)) if (name !== 'geometry') assert.ok(parameters.some((one) => one.name === name), name)
  }
})

test('the collections are listed as each tells of itself, with where they lie', async () => {
  const { collections, crs } = await json('/collections')
  assert.deepEqual(collections.map(({ id }) => id), COLLECTIONS)
  assert.equal(crs[0], CRS84)
  for (const collection of collections) {
    const alone = await json(`/collections/${collection.id}`)
    const bare = ({ links, ...rest }) => rest
    assert.deepEqual(bare(alone), bare(collection))
    assert.equal(alone.itemType, 'feature')
    const { features } = await items(collection.id, { limit: 1000 })
    if (features.length === 0) continue
    const [west, south, east, north] = alone.extent.spatial.bbox[0]
    for (const { geometry } of features) {
      const all = geometry.coordinates.flat(Infinity)
      for (let i = 0; i < all.length; i += 2)
        assert.ok(all[i] >= west - 1e-6 && all[i] <= east + 1e-6 && all[i + 1] >= south - 1e-6 && all[i + 1] <= north + 1e-6)
    }
  }
  await refused('/collections/pupils', {}, 404)
})

test('a page has no more than its limit, counts all that fit, and leads to the next', async () => {
  const all = await items('streets', { limit: 10000 })
  assert.equal(all.numberReturned, 180)
  assert.equal(all.numberMatched, 180)
  assert.equal(link(all, 'next'), undefined)
  const found = await readPages(server.address, 'streets', 'limit=7', async (page) => {
    assert.equal(page.numberMatched, 180)
    assert.ok(page.numberReturned <= 7)
  })
  assert.equal(new Set(found.map(({ id }) => id)).size, 180)
  assert.equal((await items('streets')).numberReturned, 100)
  assert.equal((await items('streets', { limit: 2000000 })).numberReturned, 180)
  assert.equal(link(await items('streets', { limit: 180 }), 'next'), undefined)
  for (const limit of ['0', '-1', 'x', '1.5']) assert.match(await refused('/collections/streets/items', { limit }), /limit/)
})

test('pages go on rightly while the city changes', async () => {
  const address = `${server.address}/ogc/collections/schools/items?limit=1`
  const before = await ids('schools')
  const seen = []
  let next = address
  for (let n = 0; next; n++) {
    const page = await (await ask(next)).json()
    seen.push(...page.features.map(({ id }) => id))
    next = link(page, 'next')?.href
    if (n !== 1) continue
    const [lon, lat] = at(6.2, 5.3)
    const row = (id) => `${id},Trường Tiểu học ${id},primary,${lon + Math.random() / 100},${lat}\n`
    writeFileSync(join(city.folder, 'more.csv'), `id,name,level,lon,lat\n${row('A0')}${row('zz')}`)
    run('import', city.city, 'schools', join(city.folder, 'more.csv'))
  }
  assert.deepEqual(seen.filter((id) => before.includes(id)).sort(), before.sort())
  assert.equal(new Set(seen).size, seen.length)
  assert.ok(seen.includes('zz'))
})

test('a feature alone is as it is among the others', async () => {
  for (const collection of COLLECTIONS)
    for (const { links, ...feature } of (await items(collection, { limit: 5 })).features) {
      const alone = await json(`/collections/${collection}/items/${encodeURIComponent(feature.id)}`)
      assert.ok(link(alone, 'self') && link(alone, 'alternate') && link(alone, 'collection'))
      delete alone.links
      assert.deepEqual(alone, feature)
    }
  assert.equal((await json(`/collections/schools/items/${encodeURIComponent('a/b ?&#%')}`)).properties.address, WICKED)
  await refused('/collections/schools/items/none', {}, 404)
  await refused('/collections/streets/items/none', {}, 404)
})

test('unknown parameters and parameters that are wrong are refused', async () => {
  for (const path of ['/', '/conformance', '/collections', '/collections/schools', '/collections/schools/items', '/tiles', '/tileMatrixSets', '/api'])
    assert.match(await refused(path, { nonsense: '1' }), /nonsense/)
  assert.match(await refused('/collections/schools/items/x', { limit: '1' }), /limit/)
  for (const f of ['xml', 'HTML', 'mvt']) assert.match(await refused('/collections', { f }), /f is json or html/)
  for (const bbox of ['1,2,3', '1,2,3,4,5', 'a,b,c,d', '1,3,2,1', '1,2,3,4,', '1,,2,3', '1,2,3,inf'])
    assert.match(await refused('/collections/schools/items', { bbox }), /bbox/)
  for (const token of ['x', 'zz', '00', '3a', '343a', '343a4d3030333030', 'ff'])
    assert.match(await refused('/collections/schools/items', { token }), /token/)
})

test('datetime is understood and leaves all features, as none has a time', async () => {
  const all = (await items('schools')).numberMatched
  for (const datetime of ['2026-06-01', '2026-06-01T08:00:00Z', '2026-06-01t08:00:00.25z', '2026-06-01T08:00:00+07:00', '2020-01-01T00:00:00Z/..', '../2020-01-01T00:00:00Z', '/2020-01-01', '2019-01-01/2020-01-01'])
    assert.equal((await items('schools', { datetime })).numberMatched, all, datetime)
  for (const datetime of ['yesterday', '2026', '2026-6-1', '2026-06-01T08:00', '..', '1/2/3', '2026-06-01/x'])
    assert.match(await refused('/collections/schools/items', { datetime }), /datetime/)
})

test('a property as a parameter keeps those that are equal', async () => {
  const { features } = await items('streets', { limit: 200 })
  const same = (test) => features.filter(test).map(({ id }) => String(id)).sort()
  assert.deepEqual(await ids('streets', { name: 'Lê Lợi 3' }), same(({ properties }) => properties.name === 'Lê Lợi 3'))
  assert.deepEqual(await ids('streets', { id: 17 }), ['17'])
  assert.deepEqual(await ids('streets', { name: 'lê lợi 3' }), [])
  assert.deepEqual(await ids('streets', { name: 'Lê Lợi 3', way_id: '1' }), [])
  assert.equal((await items('zones', { is_in_force: 'true' })).numberMatched, (await items('zones')).numberMatched)
  assert.equal((await items('zones', { is_in_force: 'false' })).numberMatched, 0)
  assert.match(await refused('/collections/streets/items', { id: 'x' }), /id is a number/)
  assert.match(await refused('/collections/zones/items', { is_in_force: '1' }), /true or false/)
})

// HTML ------------------------------------------------------------------------

test('every resource is a page too, in the language of the reader, and says no more than it is given', async () => {
  const school = `/collections/schools/items/${encodeURIComponent('a/b ?&#%')}`
  for (const path of ['/', '/conformance', '/api', '/collections', '/collections/schools', '/collections/schools/queryables', '/collections/schools/items', school, '/tiles', '/tiles/WebMercatorQuad', '/collections/wards/tiles', '/collections/wards/tiles/WebMercatorQuad', '/tileMatrixSets', '/tileMatrixSets/WebMercatorQuad']) {
    for (const language of ['vi', 'en']) {
      const answer = await ask(url(path), { headers: { Accept: 'text/html', 'Accept-Language': language } })
      const page = await answer.text()
      assert.equal(answer.status, 200, path)
      assert.match(answer.headers.get('content-type'), /^text\/html/)
      assert.equal(answer.headers.get('content-language'), language)
      assert.match(page, new RegExp(`^<!doctype html>\n<html lang="${language}">`))
      assert.ok(!page.includes('<script'), path)
      for (const element of ['h1', 'main', 'table', 'ul', 'li', 'td', 'a', 'p'])
        assert.equal(page.split(`<${element}`).length >= page.split(`</${element}>`).length, true, `${path}: ${element}`)
    }
  }
  const page = await (await ask(url(school, { f: 'html' }))).text()
  assert.ok(page.includes('&#60;script&#62;alert(&#34;1 &#38; 2&#34;)'))
})

test('the form is negotiated, and f goes before it', async () => {
  const type = async (accept, query) => (await ask(url('/collections', query), { headers: { Accept: accept } })).headers.get('content-type')
  const HTML = 'text/html; charset=utf-8'
  const JSON_ = 'application/json'
  assert.equal(await type('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'), HTML)
  assert.equal(await type('*/*'), JSON_)
  assert.equal(await type('application/json'), JSON_)
  assert.equal(await type('application/geo+json'), JSON_)
  assert.equal(await type('text/html;q=0.5, application/json'), JSON_)
  assert.equal(await type('text/html, application/json;q=0.5'), HTML)
  assert.equal(await type('text/csv'), JSON_)
  assert.equal(await type('text/html;q=0'), JSON_)
  assert.equal(await type('text/html', { f: 'json' }), JSON_)
  assert.equal(await type('application/json', { f: 'html' }), HTML)
  const language = async (wanted) => (await ask(url('/'), { headers: { 'Accept-Language': wanted } })).headers.get('content-language')
  assert.equal(await language('en-GB,en;q=0.9,vi;q=0.8'), 'en')
  assert.equal(await language('vi-VN,vi;q=0.9,en;q=0.8'), 'vi')
  assert.equal(await language('fr'), 'vi')
  assert.equal(await language('fr, en;q=0.3'), 'en')
})

// Part 2: coordinate systems ----------------------------------------------------

const RADIUS = 6378137
const mercator = ([lon, lat]) => [(RADIUS * lon * Math.PI) / 180, RADIUS * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))]
const near = (a, b, tolerance) => a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= tolerance, `${a}, not ${b}`))

test('features come in each system that is listed, with its own order of axes', async () => {
  const { crs, storageCrs } = await json('/collections/schools')
  assert.deepEqual(crs, [CRS84, ...[4326, 3857, 9210, 5899, 3405].map((code) => EPSG + code)])
  assert.equal(storageCrs, `${EPSG}9210`)
  const { features } = await items('schools')
  for (const uri of crs) {
    const answer = await ask(url('/collections/schools/items', { crs: uri }))
    assert.equal(answer.headers.get('content-crs'), `<${uri}>`)
    const seen = await answer.json()
    seen.features.forEach(({ geometry: { coordinates } }, i) => {
      const degrees = features[i].geometry.coordinates
      if (uri === CRS84) near(coordinates, degrees, 0)
      if (uri === `${EPSG}4326`) near(coordinates, degrees.toReversed(), 0)
      if (uri === `${EPSG}3857`) near(coordinates, mercator(degrees), 1e-3)
    })
    const one = await ask(url(`/collections/schools/items/${encodeURIComponent(seen.features[0].id)}`, { crs: uri }))
    assert.equal(one.headers.get('content-crs'), `<${uri}>`)
    near((await one.json()).geometry.coordinates, seen.features[0].geometry.coordinates, 0)
  }
  const bare = await ask(url('/collections/schools/items'))
  assert.equal(bare.headers.get('content-crs'), `<${CRS84}>`)
  for (const name of ['crs', 'bbox-crs', 'filter-crs'])
    for (const wrong of ['EPSG:4326', `${EPSG}4269`, 'x'])
      assert.match(await refused('/collections/schools/items', { [name]: wrong, bbox: '1,2,3,4', filter: 'TRUE' }), new RegExp(`^${name}: `))
})

// A box around the middle of what there is, in each system.
test('bbox, its system and the system of the filter agree on what lies in a box', async () => {
  const { features } = await items('streets', { limit: 1000 })
  const [west, south] = at(2.5, 3.5)
  const [east, north] = at(6.4, 7.6)
  const wanted = features
    .filter(({ geometry: { coordinates } }) => {
      const [x, y] = [coordinates.map(([lon]) => lon), coordinates.map(([, lat]) => lat)]
      return Math.max(...x) >= west && Math.min(...x) <= east && Math.max(...y) >= south && Math.min(...y) <= north
    })
    .map(({ id }) => String(id))
    .sort()
  assert.ok(wanted.length > 20 && wanted.length < 150)
  const box = `${west},${south},${east},${north}`
  assert.deepEqual(await ids('streets', { bbox: box }), wanted)
  assert.deepEqual(await ids('streets', { bbox: `${west},${south},-5,${east},${north},100` }), wanted)
  assert.deepEqual(await ids('streets', { bbox: `${south},${west},${north},${east}`, 'bbox-crs': `${EPSG}4326` }), wanted)
  const [x1, y1] = mercator([west, south])
  const [x2, y2] = mercator([east, north])
  assert.deepEqual(await ids('streets', { bbox: `${x1},${y1},${x2},${y2}`, 'bbox-crs': `${EPSG}3857` }), wanted)
  assert.deepEqual(await ids('streets', { filter: `S_INTERSECTS(geometry, BBOX(${box}))` }), wanted)
  assert.deepEqual(await ids('streets', { filter: `S_INTERSECTS(geometry, BBOX(${south},${west},${north},${east}))`, 'filter-crs': `${EPSG}4326` }), wanted)
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  const polygon = `POLYGON((${ring.map((p) => p.join(' ')).join(', ')}))`
  assert.deepEqual(await ids('streets', { filter: `S_INTERSECTS(geometry, ${polygon})` }), wanted)
  const turned = `MULTIPOLYGON(((${ring.map((p) => mercator(p).join(' ')).join(', ')})))`
  assert.deepEqual(await ids('streets', { filter: `S_INTERSECTS(${turned}, geometry)`, 'filter-crs': `${EPSG}3857` }), wanted)
  const all = features.length
  assert.equal((await items('streets', { filter: `S_DISJOINT(geometry, ${polygon})` })).numberMatched, all - wanted.length)
  assert.equal((await items('streets', { bbox: '-180,-90,180,90' })).numberMatched, all)
  assert.equal((await items('streets', { bbox: '170,-90,-170,90' })).numberMatched, 0)
  assert.equal((await items('streets', { bbox: '100,-90,-100,90' })).numberMatched, all)
  assert.equal((await items('streets', { bbox: '-100,10,-90,11' })).numberMatched, 0)
  const own = (await items('schools', { crs: `${EPSG}9210` })).features[0]
  const [x, y] = own.geometry.coordinates
  for (const spread of [1e-3, 1])
    assert.deepEqual(await ids('schools', { bbox: [x - spread, y - spread, x + spread, y + spread].join(), 'bbox-crs': `${EPSG}9210` }), [own.id])
  assert.deepEqual(await ids('wards', { bbox: `${west},${south},${west},${south}` }), ['w1'])
})

// Part 3 and CQL2 ---------------------------------------------------------------

test('queryables are a JSON Schema of what features have', async () => {
  for (const collection of COLLECTIONS) {
    const answer = await ask(url(`/collections/${collection}/queryables`))
    assert.equal(answer.headers.get('content-type'), 'application/schema+json')
    const schema = await answer.json()
    assert.equal(schema.$id, url(`/collections/${collection}/queryables`))
    assert.match(schema.properties.geometry.format, /^geometry-/)
    for (const { properties } of (await items(collection, { limit: 20 })).features)
      for (const [name, value] of Object.entries(properties)) {
        const { type } = schema.properties[name]
        const is = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' }[type]
        assert.ok(value === null || typeof value === is, `${collection}.${name}`)
      }
  }
})

const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
const lower = (text) => text.normalize('NFC').toLowerCase()
const three = { not: (a) => (a === null ? null : !a), and: (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true) }
const or = (a, b) => three.not(three.and(three.not(a), three.not(b)))
const compare = { '=': (a, b) => a === b, '<>': (a, b) => a !== b, '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b }
const known = (values, tell) => (values.some((value) => value === null) ? null : tell(...values))
const like = (text, pattern) =>
  new RegExp(`^${[...pattern].map((c) => (c === '%' ? '.*' : c === '_' ? '.' : c.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('')}$`, 'su').test(text)

// A generator from a seed (mulberry32), so that a failure can be had again.
function dice(seed) {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

// A random filter over streets: its text, and what it says of a feature, told
// apart from the server by a few lines of JavaScript.
function randomFilter(roll, depth) {
  const pick = (list) => list[roll(list.length)]
  const quote = (text) => `'${text.replaceAll("'", "''")}'`
  const kind = depth > 0 ? roll(10) : roll(7)
  const text = pick(['Lê Lợi 3', 'Đường số 7', 'lê lợi 3', 'Zebra', 'residential', ''])
  const property = pick(['name', 'highway', 'oneway', 'maxspeed'])
  const op = pick(Object.keys(compare))
  const number = roll(200)
  // Texts sort alike by their bytes and by UTF-16 up to U+FFFF.
  switch (kind) {
    case 0:
      return [`${property} ${op} ${quote(text)}`, (f) => known([f.properties[property]], (a) => compare[op](a, text))]
    case 1:
      return [`${number} ${op} id`, (f) => compare[op](number, f.id)]
    case 2: {
      const pattern = pick(['Lê%', '%_ố%', '%3', 'l%', '%', 'L_ L_i %', '[L]%', '*', 'Lê Lợi ?'])
      return [`name LIKE ${quote(pattern)}`, (f) => known([f.properties.name], (a) => like(a, pattern))]
    }
    case 3: {
      const [name, fn] = pick([['CASEI', lower], ['ACCENTI', fold]])
      const pattern = pick(['LE LOI%', 'lê lợi%', 'Duong%', '%SỐ 4'])
      return [`${name}(name) NOT LIKE ${name}(${quote(pattern)})`, (f) => known([f.properties.name], (a) => !like(fn(a), fn(pattern)))]
    }
    case 4:
      return [`id NOT BETWEEN ${number - 40} AND ${number}.5`, (f) => !(f.id >= number - 40 && f.id <= number + 0.5)]
    case 5:
      return [`${property} IN ('Lê Lợi 1', ${quote(text)})`, (f) => known([f.properties[property]], (a) => a === 'Lê Lợi 1' || a === text)]
    case 6:
      return roll(2)
        ? [`${property} IS NOT NULL`, (f) => f.properties[property] !== null]
        : [`${property} is null`, (f) => f.properties[property] === null]
    case 7: {
      const [filter, tell] = randomFilter(roll, depth - 1)
      return [`NOT (${filter})`, (f) => three.not(tell(f))]
    }
    default: {
      const [a, tellA] = randomFilter(roll, depth - 1)
      const [b, tellB] = randomFilter(roll, depth - 1)
      const [word, join] = kind === 8 ? ['AND', three.and] : ['or', or]
      return [`(${a}) ${word} (${b})`, (f) => join(tellA(f), tellB(f))]
    }
  }
}

test('200 random filters find what a plain evaluation finds', async () => {
  const { features } = await items('streets', { limit: 1000 })
  const roll = dice(20260601)
  let some = 0
  for (let i = 0; i < 200; i++) {
    const [filter, tell] = randomFilter(roll, 3)
    const wanted = features.filter((feature) => tell(feature) === true).map(({ id }) => String(id)).sort()
    assert.deepEqual(await ids('streets', { filter, limit: 1000 }), wanted, filter)
    some += wanted.length > 0 && wanted.length < features.length
  }
  assert.ok(some > 60, `only ${some} filters told streets apart`)
})

test('filters that are wrong are refused with the place or the name at fault', async () => {
  for (const [filter, why] of [
    ['', null],
    ['name =', /character 7: a property or a value/],
    ['name = 3', /a text cannot be compared with a number/],
    ["nothing = 'x'", /no property "nothing"/],
    ["pupil = 'x'", /no property "pupil"/],
    ['geometry = 3', /no property "geometry"/],
    ["name LIKE 3", /LIKE/],
    ["id LIKE 'x'", /LIKE/],
    ['CASEI(id) = CASEI(name)', /CASEI/],
    ["name = 'x", /quote is not closed/],
    ["name = 'x' name", /character 12/],
    ['(name IS NULL', /"\)" is missing/],
    ['name; DROP TABLE street', /character 5/],
    ["S_INTERSECTS(name, POINT(1 2))", /S_INTERSECTS/],
    ['S_INTERSECTS(geometry, POINT(1))', /a number is missing/],
    ['S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 0)))', /a ring/],
    ['S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(106.7 10.78), LINESTRING(106.7 10.78, 106.71 10.78)))', /several sorts/],
    ["made_at > TIMESTAMP('2026')", /TIMESTAMP is written/],
    [`name LIKE '${'%a'.repeat(40)}'`, /more than 16/],
    [`${'('.repeat(40)}TRUE${')'.repeat(40)}`, /too deep/],
    [`${'NOT '.repeat(40)}TRUE`, /too deep/],
  ]) {
    if (why === null) assert.equal((await items('streets', { filter })).numberMatched, 180)
    else assert.match(await refused('/collections/streets/items', { filter }), why, filter)
  }
  assert.match(await refused('/collections/streets/items', { filter: 'TRUE', 'filter-lang': 'cql2-json' }), /filter-lang/)
})

test('filters of several kinds, by hand', async () => {
  const count = async (collection, filter) => (await items(collection, { filter })).numberMatched
  const wards = (filter) => count('wards', filter)
  const [x, y] = at(1, 1)
  assert.equal(await wards(`S_CONTAINS(geometry, POINT(${x} ${y}))`), 1)
  assert.equal(await wards(`S_WITHIN(POINT(${x} ${y}), geometry)`), 1)
  assert.equal(await wards(`S_WITHIN(geometry, BBOX(106,10,107,11))`), 2)
  assert.equal(await wards(`S_INTERSECTS(geometry, MULTIPOINT((${x} ${y}), (0 0)))`), 1)
  assert.equal(await wards(`S_INTERSECTS(geometry, LINESTRING(${at(1, 1).join(' ')}, ${at(8, 1).join(' ')}))`), 2)
  assert.equal(await wards(`S_CROSSES(LINESTRING(${at(1, 1).join(' ')}, ${at(8, 1).join(' ')}), geometry)`), 2)
  assert.equal(await wards(`S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(${x} ${y}), POINT(0 0), LINESTRING(0 0, 1 1)))`), 1)
  assert.equal(await wards(`S_DISJOINT(geometry, POINT(0 0))`), 2)
  assert.equal(await wards('TRUE'), 2)
  assert.equal(await wards('FALSE OR 1 < 2'), 2)
  assert.equal(await wards(`"name" = 'Phường 1' and not false`), 1)
  assert.equal(await wards(`ACCENTI(CASEI(name)) LIKE 'phuong _'`), 2)
  assert.equal(await count('zones', `is_in_force = TRUE AND made_at > TIMESTAMP('2020-01-01T00:00:00Z')`), (await items('zones')).numberMatched)
  assert.equal(await count('zones', `made_at < DATE('2020-01-01')`), 0)
  assert.equal(await count('schools', `address = '${WICKED.replaceAll("'", "''")}'`), 1)
})

test('what may count children of one place is not among the indicators, nor in units', async () => {
  const values = Object.fromEntries((await items('indicators')).features.map(({ id, properties }) => [id, properties.value]))
  assert.deepEqual(values, { 'rooms:2026:ward:w1': 3, 'share:2026:ward:w1': 3 })
  assert.deepEqual(await ids('indicators', { filter: "code = 'few'" }), [])
  await refused('/collections/indicators/items/few:2026:ward:w1', {}, 404)
  const { properties } = await json('/collections/units/queryables')
  assert.deepEqual(Object.keys(properties), ['geometry', 'id', 'name', 'ward_id', 'ward', 'source'])
})

// Tiles -------------------------------------------------------------------------

test('the tiling scheme is WebMercatorQuad with every number of its definition', async () => {
  const set = await json('/tileMatrixSets/WebMercatorQuad')
  assert.equal(set.crs, `${EPSG}3857`)
  assert.deepEqual(set.orderedAxes, ['X', 'Y'])
  set.tileMatrices.forEach((matrix, zoom) => {
    assert.equal(matrix.id, String(zoom))
    assert.ok(Math.abs(matrix.scaleDenominator / (559082264.0287178 / 2 ** zoom) - 1) < 1e-12)
    assert.ok(Math.abs(matrix.cellSize / (156543.033928041 / 2 ** zoom) - 1) < 1e-12)
    near(matrix.pointOfOrigin, [-20037508.3427892, 20037508.3427892], 1e-6)
    assert.deepEqual([matrix.tileWidth, matrix.tileHeight, matrix.matrixWidth, matrix.matrixHeight], [256, 256, 2 ** zoom, 2 ** zoom])
  })
  assert.equal(set.tileMatrices.length, 21)
  await refused('/tileMatrixSets/WorldCRS84Quad', {}, 404)
})

test('tiles are byte for byte those under /tiles, row before column', async () => {
  for (const [base, set] of [['', 'base'], ['/collections/schools', 'schools'], ['/collections/wards', 'wards'], ['/collections/zones', 'zones']]) {
    const { tilesets } = await json(`${base}/tiles`)
    assert.equal(tilesets.length, 1)
    const tileset = await json(new URL(tilesets[0].links.find(({ rel }) => rel === 'self').href).pathname.slice(4))
    assert.equal(tileset.dataType, 'vector')
    assert.ok(tileset.layers.length > 0)
    const template = tileset.links.find(({ rel, type }) => rel === 'item' && type === 'application/vnd.mapbox-vector-tile').href
    let n = 0
    for (const limits of tileset.tileMatrixSetLimits.slice(0, 9))
      for (const [row, column] of [[limits.minTileRow, limits.minTileCol], [limits.maxTileRow, limits.maxTileCol]]) {
        const found = await ask(template.replace('{tileMatrix}', limits.tileMatrix).replace('{tileRow}', row).replace('{tileCol}', column))
        const wanted = await ask(`${server.address}/tiles/${set}/${limits.tileMatrix}/${column}/${row}.mvt`)
        assert.equal(found.status, wanted.status)
        assert.deepEqual(Buffer.from(await found.arrayBuffer()), Buffer.from(await wanted.arrayBuffer()))
        n += found.status === 200
      }
    assert.ok(n > 0, set)
  }
  for (const path of ['/tiles/Other/1/1/1', '/collections/streets/tiles', '/collections/streets/tiles/WebMercatorQuad/1/1/1', '/collections/none/tiles'])
    await refused(path, {}, 404)
  for (const path of ['/tiles/WebMercatorQuad/99/1/1', '/tiles/WebMercatorQuad/1/2/0', '/tiles/WebMercatorQuad/1/0/x']) await refused(path)
  await refused('/tiles/WebMercatorQuad/1/1/1', { f: 'json' })
})
