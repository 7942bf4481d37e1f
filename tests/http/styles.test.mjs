// The styles are valid by MapLibre's own specification, show every layer that
// tiles have and only such, and ask for nothing from elsewhere.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'

import { makeCity, startServer } from './city.mjs'

const SETS = ['base', 'schools', 'wards', 'units', 'zones']
let city
let server

before(async () => {
  city = makeCity()
  server = await startServer(city.city)
})

after(async () => {
  await server?.stop()
  city?.remove()
})

async function json(path) {
  const answer = await fetch(server.address + path)
  assert.equal(answer.status, 200, path)
  return answer.json()
}

const everyStyle = ['style.json', ...SETS.map((set) => `${set}/style.json`)].flatMap((path) =>
  ['light', 'dark'].map((theme) => `/tiles/${path}?theme=${theme}&lang=en`),
)

test('every style is valid, in both themes', async () => {
  for (const path of everyStyle) {
    const style = await json(path)
    assert.deepEqual(validateStyleMin(style), [], path)
    assert.ok(!JSON.stringify(style).includes('@'), `${path}: a colour is missing`)
  }
})

test('everything a style names is on this server', async () => {
  for (const path of everyStyle) {
    const style = await json(path)
    assert.equal(style.glyphs, undefined)
    assert.equal(style.sprite, undefined)
    const addresses = JSON.stringify(style).match(/[a-z]+:\/\/[^"]*/g)
    assert.ok(addresses.length > 4)
    for (const address of addresses) assert.ok(address.startsWith(`${server.address}/`), address)
    for (const { url } of Object.values(style.sources)) assert.equal((await fetch(url)).status, 200, url)
  }
})

test('styles draw layers and read fields that the tile sets have', async () => {
  const described = new Map()
  for (const set of SETS)
    for (const layer of (await json(`/tiles/${set}.json`)).vector_layers) described.set(`${set} ${layer.id}`, layer.fields)
  const drawn = new Set()
  for (const path of everyStyle)
    for (const layer of (await json(path)).layers) {
      if (layer.type === 'background') continue
      const key = `${layer.source} ${layer['source-layer']}`
      assert.ok(described.has(key), `${path} ${layer.id}: ${key}`)
      drawn.add(key)
      for (const [, field] of JSON.stringify(layer).matchAll(/\["(?:get|has)","([^"]*)"\]/g))
        assert.ok(field in described.get(key), `${layer.id} reads ${field}`)
    }
  assert.deepEqual([...described.keys()].filter((key) => !drawn.has(key)), ['base boundary'])
})

test('a style of a set has that set alone, and the whole map has all but the units', async () => {
  for (const set of SETS) assert.deepEqual(Object.keys((await json(`/tiles/${set}/style.json`)).sources), [set])
  assert.deepEqual(Object.keys((await json('/tiles/style.json')).sources).sort(), ['base', 'schools', 'wards', 'zones'])
})

test('themes differ in their colours and languages in the name', async () => {
  const paper = async (theme) => (await json(`/tiles/style.json?theme=${theme}`)).layers[0].paint['background-color']
  assert.equal(await paper('light'), '#f6f2ea')
  assert.equal(await paper('dark'), '#211f1d')
  assert.equal((await json('/tiles/style.json')).name, 'Bản đồ trường học')
  assert.equal((await json('/tiles/style.json?lang=en')).name, 'Map of schools')
})

test('a theme changes colours and nothing else', async () => {
  const plain = async (theme) =>
    JSON.stringify((await json(`/tiles/style.json?theme=${theme}`)).layers, (key, value) =>
      key.endsWith('-color') || key === 'fill-opacity' ? undefined : value,
    )
  assert.equal(await plain('light'), await plain('dark'))
})

test('what is no theme, language or set is refused by name', async () => {
  for (const [path, status, word] of [
    ['/tiles/style.json?theme=blue', 400, 'blue'],
    ['/tiles/style.json?lang=fr', 400, 'fr'],
    ['/tiles/pupils/style.json', 404, 'pupils'],
  ]) {
    const answer = await fetch(server.address + path)
    assert.equal(answer.status, status)
    assert.match((await answer.json()).detail, new RegExp(word))
  }
})
