// Accounts of a test city, and someone signed in to its office, as a browser
// would be: a cookie, and the CSRF token with whatever changes data.
//
//     addPerson(city.city, 'lan', '--role', 'officer', '--ward', 'w1')
//     const lan = await signIn(office, 'lan')
//     await lan.ask('/v1/jobs', { method: 'POST', body: { … } })

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

import { PROGRAM } from './city.mjs'

/// The same for everyone in tests.
export const PASSWORD = 'con mèo đen trèo lên cây cau'

export function user(city, words, password = PASSWORD) {
  return spawnSync(PROGRAM, ['user', city, ...words], { encoding: 'utf8', input: `${password}\n` })
}

/// `hocgan user CITY add NAME …`, with the password above.
export function addPerson(city, name, ...more) {
  const done = user(city, ['add', name, ...more])
  assert.equal(done.status, 0, done.stderr)
}

/// One of each kind that the office knows: officers of the city's two wards, a
/// planner and an administrator, named as in the table of rights.
export function addEveryone(city) {
  addPerson(city, 'officer', '--role', 'officer', '--ward', 'w1')
  addPerson(city, 'other', '--role', 'officer', '--ward', 'w2')
  addPerson(city, 'planner', '--role', 'planner')
  addPerson(city, 'admin', '--role', 'admin')
}

// A body that is an object goes as JSON; bytes go as they are.
function prepare({ body, headers = {}, ...options }) {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array)
    return { ...options, headers, body }
  return { ...options, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

// A command that a test waited for held this process up, so connections that
// the server gave up meanwhile still look open, and a request sent on one is
// lost. One whole round of the event loop sees them closed: the first turn ends
// the round that goes on, the second comes after the next.
const turn = () => new Promise((resolve) => setImmediate(resolve))
const seeWhatClosed = async () => (await turn(), turn())

/// Someone at a server; nobody until signed in.
export class Visitor {
  constructor(server, fetcher = fetch) {
    this.server = server
    this.fetch = fetcher
    this.cookie = undefined
    this.csrf = undefined
  }

  /// Sends a request and keeps the cookie that comes back. `csrf: null` leaves
  /// the token out.
  async ask(path, { csrf = this.csrf, ...rest } = {}) {
    const options = prepare(rest)
    const isChange = !['GET', 'HEAD'].includes(options.method ?? 'GET')
    if (this.cookie) options.headers = { Cookie: this.cookie, ...options.headers }
    if (isChange && csrf) options.headers = { 'X-CSRF-Token': csrf, ...options.headers }
    await seeWhatClosed()
    const answer = await this.fetch(this.server.address + path, { redirect: 'manual', ...options })
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';')
      if (pair.startsWith('hocgan=')) this.cookie = pair === 'hocgan=' ? undefined : pair
    }
    return answer
  }

  /// The JSON of an answer that must have that status.
  async json(path, options = {}, status = 200) {
    const answer = await this.ask(path, options)
    const text = await answer.text()
    assert.equal(answer.status, status, `${options.method ?? 'GET'} ${path}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  /// The sentence of a refusal.
  async refusal(path, options, status) {
    return (await this.json(path, options, status)).detail
  }
}

export async function signIn(server, name, password = PASSWORD, fetcher = fetch) {
  const visitor = new Visitor(server, fetcher)
  const session = await visitor.json('/v1/session', { method: 'POST', body: { name, password } })
  visitor.csrf = session.csrf
  return visitor
}
