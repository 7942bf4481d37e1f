// A placement of 20,000 pupils as a job, while families ask for the nearest
// schools at a steady rate. Prints one line:
//
//     bench_job  pupils=20000 rate=2000  alone p50 0.3 p99 1.9 ms  beside jobs p50 … p99 … max … ms  (3 jobs, 12.1 s each)
//
//     node tests/bench/bench_job.mjs [CITY.sqlite] [RATE] [SECONDS]
//
// Without a CITY, urban Ho Chi Minh City of 2018 is made from HOCGAN_DATA (two
// minutes). HOCGAN, SIMULATE_PUPILS and LOAD name the built programs.

import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { run, startOffice, startServer } from '../http/city.mjs'
import { addPerson, signIn } from '../http/people.mjs'

const { SIMULATE_PUPILS, LOAD, HOCGAN_DATA } = process.env
const [given, rate = '2000', seconds = '10'] = process.argv.slice(2)
const PUPILS = 20000

const folder = mkdtempSync(join(tmpdir(), 'hocgan-bench-'))
const city = join(folder, 'city.sqlite')

function takeMap() {
  if (given) return cpSync(given, city)
  const data = join(HOCGAN_DATA, 'hcmc')
  run('init', city, '--name', 'HCMC', '--crs', 'EPSG:9210')
  run('import', city, 'osm', join(data, 'hcmc-2018.osm.pbf'))
  run('import', city, 'wards', join(data, 'wards-2019.shp'), '--map', 'population=Pop_2019', '--year', '2019')
}

// The file in `folder` with its rows changed.
function rewrite(name, change) {
  const [head, ...rows] = readFileSync(join(folder, name), 'utf8').trim().split('\n')
  writeFileSync(join(folder, name), [head, ...change(rows, head.split(','))].join('\n') + '\n')
  return rows.length
}

// Three in a thousand people, thinned out evenly to twenty thousand; seats too.
function makePupils() {
  run('network', city)
  execFileSync(SIMULATE_PUPILS, [city, '3', 'primary', '2026', '1', folder])
  const n = rewrite('pupils.csv', (rows) =>
    [...Array(PUPILS).keys()].map((i) => rows[Math.floor((i * rows.length) / PUPILS)]),
  )
  rewrite('capacity.csv', (rows, columns) =>
    rows.map((row) => {
      const cells = row.split(',')
      const seats = columns.indexOf('seats')
      cells[seats] = Math.ceil((cells[seats] * PUPILS) / n)
      return cells.join(',')
    }),
  )
  run('import', city, 'pupils', join(folder, 'pupils.csv'))
  run('import', city, 'capacity', join(folder, 'capacity.csv'))
}

// Homes of the pupils: where families would ask from.
function writePaths() {
  const [head, ...rows] = readFileSync(join(folder, 'pupils.csv'), 'utf8').trim().split('\n')
  const [lon, lat] = ['lon', 'lat'].map((name) => head.split(',').indexOf(name))
  const paths = rows.map((row) => {
    const cells = row.split(',')
    return `/v1/nearest?at=${cells[lon]},${cells[lat]}&level=primary&k=5`
  })
  writeFileSync(join(folder, 'paths'), paths.join('\n') + '\n')
  return rows.length
}

function load(server) {
  const { host } = new URL(server.address)
  const child = spawn(LOAD, [host, join(folder, 'paths'), '--rate', rate, '--seconds', seconds])
  let said = ''
  child.stdout.on('data', (bytes) => (said += bytes))
  child.stderr.pipe(process.stderr)
  return new Promise((resolve) => child.on('exit', () => resolve(said.trim())))
}

const milliseconds = (line, what) => line.match(new RegExp(` ${what.replace('.', '\\.')} ([0-9.]+) ms`))[1]

// One placement after the other until the load is over; how long each took.
async function placeUntil(chief, over) {
  const took = []
  while (!over.is) {
    const began = Date.now()
    const body = { kind: 'placement', grade: 1, year: 2026, method: 'all' }
    const { id } = await chief.json('/v1/jobs', { method: 'POST', body }, 201)
    let job
    do {
      await sleep(200)
      job = await chief.json(`/v1/jobs/${id}`)
      if (over.is && job.state === 'running') await chief.ask(`/v1/jobs/${id}`, { method: 'DELETE' })
    } while (['waiting', 'running'].includes(job.state))
    if (!['done', 'cancelled'].includes(job.state)) throw new Error(`${job.state}: ${job.error}`)
    if (job.state === 'done') took.push((Date.now() - began) / 1000)
  }
  return took
}

let server
let office
try {
  takeMap()
  if (!existsSync(city)) throw new Error(`there is no ${given}`)
  makePupils()
  const pupils = writePaths()
  addPerson(city, 'chief', '--role', 'officer', '--all-wards')
  server = await startServer(city)
  office = await startOffice(city)
  const chief = await signIn(office, 'chief')
  const alone = await load(server)
  const over = { is: false }
  const placing = placeUntil(chief, over)
  await sleep(500)
  const beside = await load(server)
  over.is = true
  const took = await placing
  console.log(alone)
  console.log(beside)
  console.log(
    `bench_job  pupils=${pupils} rate=${rate}` +
      `  alone p50 ${milliseconds(alone, 'p50')} p99 ${milliseconds(alone, 'p99')} ms` +
      `  beside jobs p50 ${milliseconds(beside, 'p50')} p99 ${milliseconds(beside, 'p99')}` +
      ` max ${milliseconds(beside, 'max')} ms` +
      `  (${took.length} placements done, ${took.map((s) => s.toFixed(1)).join(', ')} s)`,
  )
} finally {
  await office?.stop()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
}
