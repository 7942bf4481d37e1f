// A small city drawn here, put through the program's own commands, and served
// on a port of its own.
//
// Ten by ten streets, 0.002 degrees apart. Those that run east are Lê Lợi 1,
// 2, …; those that run north Đường số 1, 2, …. West of the middle is Phường 1,
// east of it Phường 2.

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const PROGRAM = process.env.HOCGAN
export const SIDE = 10
export const STEP = 0.002
export const WEST = 106.69
export const SOUTH = 10.77

export const at = (x, y) => [WEST + STEP * x, SOUTH + STEP * y]
export const text = ([lon, lat]) => `${lon.toFixed(7)},${lat.toFixed(7)}`

const SCHOOLS = [
  [1.3, 1.5, 'Trường Tiểu học Lê Văn Tám'],
  [7.6, 2.5, 'Trường Tiểu học Nguyễn Bỉnh Khiêm'],
  [4.4, 7.5, 'TH Đinh Tiên Hoàng'],
  [8.3, 8.4, 'Trường THCS Colette'],
]

const tags = (of) =>
  Object.entries(of)
    .map(([key, value]) => `<tag k="${key}" v="${value}"/>`)
    .join('')

const node = (id, [lon, lat], of = {}) =>
  `<node id="${id}" version="1" lon="${lon.toFixed(7)}" lat="${lat.toFixed(7)}">${tags(of)}</node>`

const way = (id, nodes, of) =>
  `<way id="${id}" version="1">${nodes.map((n) => `<nd ref="${n}"/>`).join('')}${tags(of)}</way>`

const corner = (x, y) => 1 + x + SIDE * y

function drawOsm() {
  const range = [...Array(SIDE).keys()]
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
  for (const y of range) for (const x of range) lines.push(node(corner(x, y), at(x, y)))
  SCHOOLS.forEach(([x, y, name], i) =>
    lines.push(node(1001 + i, at(x, y), { amenity: 'school', name })),
  )
  lines.push(node(2001, at(3.5, 4.1), { 'addr:housenumber': '12/3', 'addr:street': 'Lê Lợi 5' }))
  for (const y of range)
    lines.push(
      way(3001 + y, range.map((x) => corner(x, y)), { highway: 'residential', name: `Lê Lợi ${y + 1}` }),
    )
  for (const x of range)
    lines.push(
      way(4001 + x, range.map((y) => corner(x, y)), { highway: 'residential', name: `Đường số ${x + 1}` }),
    )
  lines.push('</osm>')
  return lines.join('\n')
}

function drawWards() {
  const ward = (id, name, west, east) => ({
    type: 'Feature',
    properties: { id, name, district: 'Quận 3' },
    geometry: {
      type: 'Polygon',
      coordinates: [[at(west, -1), at(east, -1), at(east, SIDE), at(west, SIDE), at(west, -1)]],
    },
  })
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [ward('w1', 'Phường 1', -1, 4.5), ward('w2', 'Phường 2', 4.5, SIDE)],
  })
}

export function run(...args) {
  return execFileSync(PROGRAM, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/// Status, output and complaint of a command that may fail.
export function attempt(...args) {
  const done = spawnSync(PROGRAM, args, { encoding: 'utf8' })
  return { status: done.status, out: done.stdout, complaint: done.stderr }
}

/// Makes the city in a new folder; `remove` ends it.
export function makeCity() {
  const folder = mkdtempSync(join(tmpdir(), 'hocgan-http-'))
  const city = join(folder, 'city.sqlite')
  writeFileSync(join(folder, 'city.osm'), drawOsm())
  writeFileSync(join(folder, 'wards.geojson'), drawWards())
  run('init', city, '--name', 'Thị trấn', '--crs', 'EPSG:9210')
  run('import', city, 'osm', join(folder, 'city.osm'))
  run('import', city, 'wards', join(folder, 'wards.geojson'))
  const school = JSON.parse(
    run('nearest', city, '--at', text(at(1, 1)), '--level', 'primary', '-k', '1', '--json'),
  ).schools[0].id
  writeFileSync(join(folder, 'seats.csv'), `school_id,year,grade,seats\n${school},2026,1,105\n`)
  run('import', city, 'capacity', join(folder, 'seats.csv'))
  run('network', city)
  run('zones', city, 'suggest', '--publish')
  return { folder, city, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/// Starts the server on a free port; `stop` tells it to end and gives its exit
/// status and how long it took.
export function startServer(city, ...more) {
  return startServerBy(PROGRAM, city, ...more)
}

/// The office alone. `--office` in the place of `--listen`.
export function startOffice(city, ...more) {
  return startServerOn(PROGRAM, ['serve', city, '--office', '127.0.0.1:0', ...more])
}

/** The same by another copy of the program, which finds its pages elsewhere. */
export function startServerBy(program, city, ...more) {
  return startServerOn(program, ['serve', city, '--listen', '127.0.0.1:0', ...more])
}

/// The same with the words of the command line as they are.
export async function startServerOn(program, words) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const server = { child, said: '', log: '' }
  child.stderr.on('data', (bytes) => (server.log += bytes))
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))
  server.address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      server.said += bytes
      if (server.said.endsWith('\n')) resolve(server.said.trim())
    })
    ended.then(() => reject(new Error(`the server ended: ${server.log}`)))
  })
  server.stop = async (signal = 'SIGTERM') => {
    const started = Date.now()
    child.kill(signal)
    return { ...(await ended), tookMs: Date.now() - started }
  }
  return server
}
