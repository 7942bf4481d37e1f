// Every collection of a made-up city, read whole by a client of the OGC API and
// straight from the file.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { run, startServer } from './city.mjs'
import { DIRECT, EPSG, hasGdal, ogr2ogr, readByDriver, readDirectly, readPages, sameFeatures } from './ogc.mjs'

if (!hasGdal()) {
  console.log('skipped: there is no ogr2ogr')
  process.exit(77)
}

let folder
let city
let server

// What people found missing on the map: a lane and two gates at each of two
// schools.
async function addFound() {
  const schools = await readDirectly(city, 'schools', false)
  const feature = (properties, type, coordinates) => ({ type: 'Feature', properties, geometry: { type, coordinates } })
  const made_at = '2026-05-01T00:00:00Z'
  const add = async (layer, features) => {
    const file = join(folder, `${layer}.geojson`)
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::9210' } }
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', crs, features }))
    await ogr2ogr('-update', '-append', city, file, '-nln', layer)
  }
  const near = schools.slice(2, 4).map(({ id, geometry: { coordinates: [x, y] } }) => ({ id, x, y }))
  await add(
    'added_street',
    near.map(({ x, y }, i) => feature({ made_at, name: i ? null : 'Hẻm mới' }, 'LineString', [[x, y], [x + 9, y], [x + 9, y + 20]])),
  )
  await add(
    'added_gate',
    near.flatMap(({ id, x, y }) => [0, 4].map((by) => feature({ made_at, school_id: id }, 'Point', [x + by, y]))),
  )
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hocgan-ogc-'))
  run('demo', folder, '--pupils', '600', '--schools', '8', '--seed', '3')
  city = join(folder, 'city.sqlite')
  const rounds = run('admit', city, 'rounds').split('\n')
  run('admit', city, 'publish', rounds.find((line) => line.includes('stable')).split(' ')[0])
  await addFound()
  run('network', city)
  server = await startServer(city)
})

after(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

for (const collection of Object.keys(DIRECT)) {
  test(`GDAL reads all ${collection} page by page, as they stand in the file`, async () => {
    const wanted = await readDirectly(city, collection, true)
    assert.ok(wanted.length > 0, `${collection}: only ${wanted.length}`)
    sameFeatures(await readByDriver(server.address, collection, collection === 'streets' ? 500 : 7), wanted, 2e-9)
  })

  test(`${collection} in the file's own system are those of the file to a tenth of a millimetre`, async () => {
    const wanted = await readDirectly(city, collection, false)
    sameFeatures(await readPages(server.address, collection, `limit=113&crs=${EPSG}9210`), wanted, 1e-4)
  })
}
