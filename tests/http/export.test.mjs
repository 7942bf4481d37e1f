// What is exported for a bucket or a CDN is what the server gives: tiles as an
// archive read by PMTiles' own reader, answers as files.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PMTiles } from 'pmtiles'

import { attempt, makeCity, run, startServer } from './city.mjs'

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

// A file as PMTiles wants its sources: bytes from there to there.
async function fileSource(path) {
  const file = await open(path)
  return {
    getKey: () => path,
    close: () => file.close(),
    async getBytes(offset, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
      return { data: buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + bytesRead) }
    },
  }
}

const tileNumbers = ([west, south, east, north], z) => {
  const column = (lon) => Math.floor(((lon + 180) / 360) * 2 ** z)
  const row = (lat) =>
    Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)
  const numbers = []
  for (let x = column(west) - 1; x <= column(east) + 1; x++)
    for (let y = row(north) - 1; y <= row(south) + 1; y++) numbers.push([x, y])
  return numbers
}

for (const set of ['base', 'schools', 'wards', 'zones'])
  test(`the archive of ${set} has the tiles the server gives, and no other`, async () => {
    const path = join(city.folder, `${set}.pmtiles`)
    run('export', city.city, set, '--format', 'pmtiles', '-o', path)
    const source = await fileSource(path)
    const archive = new PMTiles(source)
    const about = await (await fetch(`${server.address}/tiles/${set}.json`)).json()
    const header = await archive.getHeader()
    assert.equal(header.minZoom, about.minzoom)
    assert.equal(header.maxZoom, about.maxzoom)
    assert.ok(Math.abs(header.minLon - about.bounds[0]) < 1e-6)
    assert.deepEqual((await archive.getMetadata()).vector_layers, about.vector_layers)

    let n = 0
    for (let z = about.minzoom; z <= about.maxzoom; z++)
      for (const [x, y] of tileNumbers(about.bounds, z)) {
        const served = await fetch(`${server.address}/tiles/${set}/${z}/${x}/${y}.mvt`)
        const kept = await archive.getZxy(z, x, y)
        assert.equal(kept !== undefined, served.status === 200, `${z}/${x}/${y}`)
        if (!kept) continue
        assert.deepEqual(Buffer.from(kept.data), Buffer.from(await served.arrayBuffer()), `${z}/${x}/${y}`)
        n++
      }
    assert.equal(n, header.numAddressedTiles)
    assert.ok(n > 0)
    await source.close()
  })

test('an archive made twice has the same bytes', () => {
  const paths = ['once', 'twice'].map((name) => join(city.folder, `${name}.pmtiles`))
  for (const path of paths) run('export', city.city, 'base', '--format', 'pmtiles', '-o', path)
  assert.deepEqual(readFileSync(paths[0]), readFileSync(paths[1]))
  assert.ok(!existsSync(`${paths[0]}.tiles.new`))
})

test('exported answers are the bytes the server gives', async () => {
  const folder = join(city.folder, 'site')
  run('export', city.city, 'answers', '--format', 'json', '-o', folder)
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  assert.ok(files.some(({ file }) => file === 'v1/city.json'))
  const schools = JSON.parse(readFileSync(join(folder, 'v1/schools.json'), 'utf8')).schools
  assert.equal(schools.length, 4)
  for (const path of ['v1/city', ...schools.map(({ id }) => `v1/schools/${encodeURIComponent(id)}`)]) {
    const served = await (await fetch(`${server.address}/${path}`)).text()
    assert.equal(readFileSync(join(folder, `${path}.json`), 'utf8'), served, path)
  }
  for (const { file } of files) assert.ok(existsSync(join(folder, file)), file)
  const there = join(city.folder, 'there')
  run('export', city.city, 'answers', '--format', 'json', '-o', there, '--origin', 'https://truong.example')
  const { tiles } = JSON.parse(readFileSync(join(there, 'tiles/base.json'), 'utf8'))
  assert.ok(tiles[0].startsWith('https://truong.example/tiles/base/'), tiles[0])
})

test('what cannot be exported is refused in a sentence, and a full folder is left alone', () => {
  const folder = join(city.folder, 'full')
  run('export', city.city, 'answers', '--format', 'json', '-o', folder)
  const again = attempt('export', city.city, 'answers', '--format', 'json', '-o', folder)
  assert.equal(again.status, 1)
  assert.match(again.complaint, /has something in it already/)
  const unknown = attempt('export', city.city, 'clouds', '--format', 'pmtiles', '-o', join(city.folder, 'c'))
  assert.equal(unknown.status, 1)
  assert.match(unknown.complaint, /there is no tile set "clouds"/)
  const nowhere = attempt('export', city.city, 'base', '--format', 'pmtiles', '-o', join(city.folder, 'no', 'b'))
  assert.equal(nowhere.status, 1)
  assert.match(nowhere.complaint, /cannot write/)
})
