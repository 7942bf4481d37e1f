// The public server and the office as two processes: who is there, what each has
// open, and what happens when one of them ends.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { at, attempt, makeCity, PROGRAM, run, startServer, text } from './city.mjs'

let city

before(() => (city = makeCity()))
after(() => city?.remove())

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what, holds) {
  for (let i = 0; i < 1500; i++) {
    const value = await holds()
    if (value) return value
    await pause(20)
  }
  assert.fail(`waited in vain: ${what}`)
}

// Starts both; gives their addresses, as printed.
async function startBoth(path, ...more) {
  const child = spawn(PROGRAM, ['serve', path, '--listen', '127.0.0.1:0', '--office', '127.0.0.1:0', ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const both = { child, said: '', log: '' }
  child.stdout.on('data', (bytes) => (both.said += bytes))
  child.stderr.on('data', (bytes) => (both.log += bytes))
  both.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))
  await Promise.race([until('two addresses', () => both.said.split('\n').length === 3), both.ended])
  ;[both.public, both.office] = both.said.split('\n')
  return both
}

const stop = (both) => (both.child.kill('SIGTERM'), both.ended)
const answers = (address) => fetch(`${address}/healthz`).then((answer) => answer.ok, () => false)

const children = (pid) =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  )
const opened = (pid) =>
  readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`)
    } catch {
      return ''
    }
  })
const isThere = (pid) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`).length > 0

test('both answer the same of the city, and say the public address first', async () => {
  const both = await startBoth(city.city)
  try {
    const question = `/v1/nearest?at=${text(at(5.2, 3.4))}&level=primary`
    const [first, second] = await Promise.all(
      [both.public, both.office].map((address) => fetch(address + question).then((answer) => answer.text())),
    )
    assert.equal(first, second)
    const [publicPid] = children(both.child.pid)
    const line = readFileSync(`/proc/${publicPid}/cmdline`, 'utf8').split('\0')
    assert.ok(!line.includes('--office'), line)
    assert.ok(opened(publicPid).some((name) => name.startsWith('socket:')))
  } finally {
    assert.deepEqual(await stop(both), { code: 0, signal: null })
  }
})

test('only the office has the private file open; uploads are for its owner alone', async () => {
  const both = await startBoth(city.city)
  try {
    const secret = city.city.replace('.sqlite', '.private.sqlite')
    const [publicPid] = children(both.child.pid)
    const keepers = children(publicPid)
    assert.ok(opened(both.child.pid).includes(secret))
    for (let i = 0; i < 20; i++) {
      await fetch(`${both.public}/v1/city`)
      for (const pid of [publicPid, ...keepers])
        for (const name of opened(pid)) assert.ok(!name.includes('.private'), `${pid} has ${name} open`)
    }
    assert.match(readFileSync(`/proc/${publicPid}/status`, 'utf8'), /NoNewPrivs:\t1/)
    assert.equal(statSync(secret).mode & 0o777, 0o600)
    assert.equal(statSync(city.city.replace('.sqlite', '.spool')).mode & 0o777, 0o700)
  } finally {
    await stop(both)
  }
})

test('a public server that dies is started again at its address', async () => {
  const both = await startBoth(city.city)
  try {
    const [first] = children(both.child.pid)
    process.kill(Number(first), 'SIGKILL')
    await until('another process', () => children(both.child.pid).some((pid) => pid !== first))
    await until('its answer', () => answers(both.public))
    assert.match(both.log, /ended by signal 9 and is started again/)
    assert.ok(await answers(both.office))
  } finally {
    assert.deepEqual(await stop(both), { code: 0, signal: null })
  }
})

test('the public server ends with the office, however that ends', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    const both = await startBoth(city.city)
    const [publicPid] = children(both.child.pid)
    const keepers = children(publicPid)
    both.child.kill(signal)
    await both.ended
    for (const pid of [publicPid, ...keepers]) await until(`the end of ${pid}`, () => !isThere(pid))
    assert.equal(await answers(both.public), false)
  }
})

test('a city that cannot be served is said once, and nothing stays behind', async () => {
  const broken = join(city.folder, 'broken.sqlite')
  writeFileSync(broken, 'this is no city')
  const both = await startBoth(broken)
  assert.deepEqual(await both.ended, { code: 1, signal: null })
  assert.equal(both.said, '')
  assert.equal(both.log, `hocgan serve: ${broken} is not a city file\n`)
})

test('an office brings a city of an older schema forward and says so; a public server says what does', async () => {
  const old = join(city.folder, 'older.sqlite')
  cpSync(city.city, old)
  const sql = (statement) => execFileSync('sqlite3', [old, statement], { encoding: 'utf8' })
  const version = sql('PRAGMA user_version')
  sql(
    ['insert', 'update', 'delete'].map((what) => `DROP TRIGGER added_street_${what}_clears_checksum;`).join('') +
      ['name', 'district'].map((what) => `ALTER TABLE ward DROP COLUMN ${what}_in_file;`).join('') +
      "DROP TABLE boundary_part; DROP TABLE idx_boundary_part_geom; DELETE FROM geometry_columns WHERE f_table_name = 'boundary_part';" +
      'PRAGMA user_version = 8',
  )
  const refused = attempt('serve', old, '--listen', '127.0.0.1:0')
  assert.equal(refused.status, 1)
  assert.match(refused.complaint, /^hocgan serve: .*older\.sqlite has schema version 8, .*: `hocgan network` brings it up to date\n$/)
  const both = await startBoth(old)
  assert.ok((await answers(both.public)) && (await answers(both.office)))
  assert.match(both.log, /older\.sqlite was of an older schema and has been brought up to date\n/)
  await stop(both)
  assert.equal(sql('PRAGMA user_version'), version)
  const again = await startBoth(old)
  assert.doesNotMatch(again.log, /older schema/)
  await stop(again)
})

test('a replica has no office, writes nothing, and takes up the copy renamed over it', async () => {
  const refused = attempt('serve', city.city, '--read-only', '--office', '127.0.0.1:0')
  assert.equal(refused.status, 2)
  assert.match(refused.complaint, /--read-only .* no --office/)

  const copies = join(city.folder, 'replica')
  mkdirSync(copies)
  for (const name of readdirSync(city.folder).filter((each) => /^city\.(sqlite|network|tiles)$/.test(each)))
    cpSync(join(city.folder, name), join(copies, name))
  const replica = join(copies, 'city.sqlite')
  const before = readdirSync(copies)
  const server = await startServer(replica, '--read-only')
  try {
    const named = async () => (await (await fetch(`${server.address}/v1/city`)).json()).plans.primary
    const first = await named()
    const next = join(city.folder, 'next.sqlite')
    cpSync(city.city, next)
    const register = join(city.folder, 'schools.csv')
    const [lon, lat] = at(8.2, 6.4)
    writeFileSync(register, `id,name,levels,lon,lat\nnew,Trường Tiểu học Mới,primary,${lon},${lat}\n`)
    run('import', next, 'schools', register)
    run('zones', next, 'suggest', '--level', 'primary', '--publish')
    renameSync(next, replica)
    await until('the other plan', async () => (await named()) !== first)
    assert.deepEqual(readdirSync(copies), before)
  } finally {
    await server.stop()
  }
})

test('a city that breaks under the server is served on as it was, and said once', async () => {
  const path = join(city.folder, 'shaky.sqlite')
  cpSync(city.city, path)
  run('network', path)
  const server = await startServer(path)
  try {
    const health = async () => (await fetch(`${server.address}/healthz`)).json()
    const { version } = await health()
    const whole = readFileSync(path)
    writeFileSync(`${path}.new`, whole.subarray(0, 200_000))
    renameSync(`${path}.new`, path)
    await until('its notice', async () => !(await health()).is_city_readable)
    assert.equal((await health()).version, version)
    assert.ok((await fetch(`${server.address}/v1/zone?at=${text(at(2, 2))}&level=primary`)).ok)
    writeFileSync(`${path}.new`, whole)
    renameSync(`${path}.new`, path)
    server.child.kill('SIGHUP')
    await until('its recovery', async () => (await health()).is_city_readable)
    assert.equal((await health()).version, version)
    assert.equal(server.log.match(/stays as it was/g).length, 1)
  } finally {
    await server.stop()
  }
})
