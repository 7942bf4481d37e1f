// The same as ogc_gdal.test.mjs on Ho Chi Minh City: 80,000 streets, 619
// schools, 322 wards (as units too) and the zones of three levels.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { run, startServer } from './city.mjs'
import { EPSG, hasGdal, readByDriver, readDirectly, readPages, sameFeatures } from './ogc.mjs'

const hcmc = join(process.env.HOCGAN_DATA ?? '', 'hcmc')
if (!hasGdal() || !existsSync(join(hcmc, 'hcmc-2018.osm.pbf'))) {
  console.log('skipped: there is no ogr2ogr, or HOCGAN_DATA has no hcmc/hcmc-2018.osm.pbf')
  process.exit(77)
}

let folder
let city
let server

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hocgan-ogc-hcmc-'))
  city = join(folder, 'city.sqlite')
  run('init', city, '--name', 'TP HCM', '--crs', 'EPSG:9210')
  run('import', city, 'osm', join(hcmc, 'hcmc-2018.osm.pbf'))
  run('import', city, 'wards', join(hcmc, 'wards-2019.shp'), '--map', 'population=Pop_2019')
  run('import', city, 'units', join(hcmc, 'wards-2019.shp'), '--map', 'id=Com_ID', '--map', 'name=Com_Name')
  run('network', city, '--profile', 'walk')
  run('zones', city, 'suggest', '--method', 'nearest', '--publish')
  server = await startServer(city)
})

after(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

for (const [collection, least] of Object.entries({ schools: 600, gates: 1, wards: 322, units: 322, zones: 500, streets: 80000 })) {
  test(`GDAL reads all ${collection} page by page, as they stand in the file`, async () => {
    const wanted = await readDirectly(city, collection, true)
    assert.ok(wanted.length >= least, `${collection}: only ${wanted.length}`)
    sameFeatures(await readByDriver(server.address, collection, wanted.length > 10000 ? 5000 : 97), wanted, 2e-9)
  })

  test(`${collection} in the file's own system are those of the file to a tenth of a millimetre`, async () => {
    sameFeatures(await readPages(server.address, collection, `limit=1013&crs=${EPSG}9210`), await readDirectly(city, collection, false), 1e-4)
  })
}
