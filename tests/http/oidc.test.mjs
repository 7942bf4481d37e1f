// Signing in through OpenID Connect, with a real provider program (npm's
// oidc-provider) in this process and a browser that is fetch and a jar of
// cookies. What a provider would never send (a token that has run out, one
// signed with a strange key) is in tests/unit/auth/test_id_token.c.

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { Provider } from 'oidc-provider'

import { attempt, makeCity, PROGRAM, startServerOn } from './city.mjs'
import { readContract } from './contract.mjs'
import { addPerson, user, Visitor } from './people.mjs'

const CLIENT = 'hocgan'
const SECRET = 'nobody knows it: 100% +&=/'

let city
let office
let redirect // the address of ours that the provider knows
let web // the provider

function makeKeys(kid) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] }
}

// Whoever signs in there is known by the name that was typed.
async function startProvider(at, keys) {
  const http = createServer()
  await new Promise((resolve) => http.listen(at, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${http.address().port}`
  const made = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [redirect],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: keys,
    cookies: { keys: ['for this test only'] },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
  })
  http.on('request', made.callback())
  http.closeNow = () => new Promise((resolve) => (http.close(resolve), http.closeAllConnections()))
  return http
}

// A browser's cookies, by site and name.
class Browser {
  jar = new Map()

  async go(url, options = {}) {
    const { host } = new URL(url)
    const cookies = [...(this.jar.get(host) ?? new Map())].map(([name, value]) => `${name}=${value}`)
    const headers = { ...options.headers, Cookie: cookies.join('; ') }
    const answer = await fetch(url, { redirect: 'manual', ...options, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [name, ...value] = line.split(';')[0].split('=')
      if (!this.jar.has(host)) this.jar.set(host, new Map())
      if (value.join('=') === '') this.jar.get(host).delete(name)
      else this.jar.get(host).set(name, value.join('='))
    }
    return answer
  }

  /// Follows redirects and fills in the provider's forms, as far as an address
  /// that `stops` holds for.
  async through(url, name, stops) {
    for (let steps = 0; steps < 20; steps++) {
      if (stops(url)) return url
      const answer = await this.go(url)
      const text = await answer.text()
      if (answer.headers.has('location')) {
        url = new URL(answer.headers.get('location'), url).href
        continue
      }
      const action = text.match(/<form[^>]*action="([^"]+)"/)?.[1]
      assert.ok(action, `${url}: ${answer.status} ${text.replace(/<style>[^]*<.style>/, '').slice(0, 900)}`)
      const prompt = text.match(/name="prompt" value="(\w+)"/)[1]
      const form = new URLSearchParams(prompt === 'login' ? { prompt, login: name, password: 'x' } : { prompt })
      const sent = await this.go(new URL(action, url).href, { method: 'POST', body: form })
      url = new URL(sent.headers.get('location'), url).href
    }
    throw new Error('it never ends')
  }
}

const isCallback = (url) => url.startsWith(`${office.address}/v1/oidc/callback`)

async function start(browser, next = '/officer') {
  const answer = await browser.go(`${office.address}/v1/oidc/start?next=${encodeURIComponent(next)}`)
  assert.equal(answer.status, 303, await answer.text())
  return answer.headers.get('location')
}

/// Up to the answer of our own callback. `change` may spoil the address on the
/// way there or back.
async function signInThere(name, { browser = new Browser(), there = (url) => url, back = (url) => url, next } = {}) {
  const callback = await browser.through(there(await start(browser, next)), name, isCallback)
  return { browser, answer: await browser.go(back(callback)), callback }
}

async function refusal({ answer }, status) {
  const { detail } = await answer.json()
  assert.equal(answer.status, status, detail)
  assert.deepEqual(
    answer.headers.getSetCookie().filter((line) => line.startsWith('hocgan=')),
    [],
  )
  return detail
}

const sessionOf = async (browser) => (await browser.go(`${office.address}/v1/session`)).json()

const changed = (url, name, value) => {
  const made = new URL(url)
  made.searchParams.set(name, value)
  return made.href
}

let port // the provider's; started again, it keeps it

// A port that is free just now: the provider must know our address before we
// have it.
async function freePort() {
  const spare = createServer()
  await new Promise((resolve) => spare.listen(0, '127.0.0.1', resolve))
  const { port: free } = spare.address()
  await new Promise((resolve) => spare.close(resolve))
  return free
}

before(async () => {
  city = makeCity()
  addPerson(city.city, 'lan', '--role', 'officer', '--ward', 'w1', '--subject', 'lan@city')
  addPerson(city.city, 'minh', '--role', 'planner', '--subject', 'minh@city')
  const listen = `127.0.0.1:${await freePort()}`
  redirect = `http://${listen}/v1/oidc/callback`
  web = await startProvider(0, makeKeys('first'))
  port = web.address().port
  const secret = join(city.folder, 'oidc-secret')
  const options = join(city.folder, 'oidc.json')
  writeFileSync(secret, `${SECRET}\n`)
  writeFileSync(
    options,
    JSON.stringify({ issuer: `http://127.0.0.1:${port}`, client_id: CLIENT, client_secret_file: secret, redirect }),
  )
  office = await startServerOn(PROGRAM, ['serve', city.city, '--office', listen, '--oidc', options])
})

after(async () => {
  await web?.closeNow()
  await office?.stop()
  city?.remove()
})

test('someone who signs in there is signed in here, as the account of that subject', async () => {
  const { browser, answer } = await signInThere('lan@city')
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('location'), '/officer')
  const session = await sessionOf(browser)
  assert.equal(session.name, 'lan')
  assert.equal(session.role, 'officer')
  assert.match(attempt('audit', city.city, 'list', '--limit', '1').out, /officer lan\tsession.begin\tlan\t\{"by":"oidc"\}/)
})

test('what is sent and answered is as the contract says', async () => {
  const contract = await readContract()
  const check = async (answer, path) =>
    contract.check({ path, status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) })
  const browser = new Browser()
  const begun = await browser.go(`${office.address}/v1/oidc/start`)
  await check(begun.clone(), '/v1/oidc/start')
  const there = new URL(begun.headers.get('location'))
  assert.equal(there.searchParams.get('response_type'), 'code')
  assert.equal(there.searchParams.get('code_challenge_method'), 'S256')
  for (const name of ['state', 'nonce', 'code_challenge']) assert.match(there.searchParams.get(name), /^[\w-]{43}$/)
  assert.match(begun.headers.getSetCookie()[0], /^hocgan-trip=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/)
  const { answer } = await signInThere('minh@city')
  await check(answer, '/v1/oidc/callback')
  const nobody = new Visitor(office, contract.watch(fetch))
  assert.deepEqual(await nobody.json('/v1/session'), { signed_in: false, has_oidc: true })
})

test('two who begin at once do not get into each other’s way, and no two trips are alike', async () => {
  const done = await Promise.all(['lan@city', 'minh@city'].map((name) => signInThere(name)))
  const names = await Promise.all(done.map(async ({ browser }) => (await sessionOf(browser)).name))
  assert.deepEqual(names, ['lan', 'minh'])
  const one = new URL(await start(new Browser())).searchParams
  const two = new URL(await start(new Browser())).searchParams
  for (const name of ['state', 'nonce', 'code_challenge']) assert.notEqual(one.get(name), two.get(name))
})

test('someone without an account here is refused, and so is one that is disabled or removed', async () => {
  assert.match(await refusal(await signInThere('stranger@city'), 403), /no account/)
  addPerson(city.city, 'gone', '--role', 'planner', '--subject', 'gone@city')
  assert.equal((await signInThere('gone@city')).answer.status, 303)
  assert.equal(user(city.city, ['remove', 'gone']).status, 0)
  assert.match(await refusal(await signInThere('gone@city'), 403), /no account/)
})

test('an account with a subject has no password to guess', async () => {
  const answer = await new Visitor(office).ask('/v1/session', { method: 'POST', body: { name: 'lan', password: '' } })
  assert.equal(answer.status, 401)
})

test('another state is refused', async () => {
  const back = (url) => changed(url, 'state', 'A'.repeat(43))
  assert.match(await refusal(await signInThere('lan@city', { back }), 400), /state/)
  const without = (url) => url.replace(/state=[^&]*/, 'x=1')
  assert.match(await refusal(await signInThere('lan@city', { back: without }), 400), /state/)
})

test('a token with another nonce is refused', async () => {
  const there = (url) => changed(url, 'nonce', 'another-one')
  assert.match(await refusal(await signInThere('lan@city', { there }), 400), /nonce/)
})

test('a code that another challenge was made for is refused', async () => {
  const there = (url) => changed(url, 'code_challenge', 'A'.repeat(43))
  assert.match(await refusal(await signInThere('lan@city', { there }), 400), /code/)
})

test('a code is good once, and only in the browser that began', async () => {
  const { browser, callback } = await signInThere('lan@city')
  assert.match(await refusal({ answer: await browser.go(callback) }, 400), /not begun in this browser/)
  const victim = new Browser()
  const other = await victim.through(await start(new Browser()), 'minh@city', isCallback)
  assert.match(await refusal({ answer: await victim.go(other) }, 400), /not begun in this browser/)
})

test('a cookie that was tampered with is nobody’s', async () => {
  const browser = new Browser()
  const callback = await browser.through(await start(browser), 'lan@city', isCallback)
  const ours = browser.jar.get(new URL(office.address).host)
  const cookie = ours.get('hocgan-trip')
  for (const wrong of [cookie.slice(1), `${cookie}A`, cookie.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')), 'x', '']) {
    ours.set('hocgan-trip', wrong)
    assert.match(await refusal({ answer: await browser.go(callback) }, 400), /not begun/)
  }
})

test('a refusal by the provider, or another provider’s answer, is a refusal here', async () => {
  const back = (url) => changed(url.replace(/code=[^&]*/, 'x=1'), 'error', 'access_denied')
  assert.match(await refusal(await signInThere('lan@city', { back }), 400), /provider refused/)
  const mixed = (url) => changed(url, 'iss', 'https://elsewhere.example')
  assert.match(await refusal(await signInThere('lan@city', { back: mixed }), 400), /another provider/)
  const none = (url) => url.replace(/code=[^&]*/, 'x=1')
  assert.match(await refusal(await signInThere('lan@city', { back: none }), 400), /no code/)
})

test('nobody is sent on to another site', async () => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'officer', '/a\nb'])
    assert.equal((await signInThere('lan@city', { next })).answer.headers.get('location'), '/', next)
})

test('new keys of the provider are taken up', async () => {
  await web.closeNow()
  web = await startProvider(port, makeKeys('second'))
  // Keys are asked for again five seconds after they were last.
  await new Promise((resolve) => setTimeout(resolve, 5_500))
  assert.equal((await signInThere('lan@city')).answer.status, 303)
})

test('a provider that is away is told of, and is not waited for by everyone', async () => {
  const { callback, browser } = await (async () => {
    const one = new Browser()
    return { browser: one, callback: await one.through(await start(one), 'lan@city', isCallback) }
  })()
  await web.closeNow()
  assert.match(await refusal({ answer: await browser.go(callback) }, 503), /does not answer/)
})

test('options that are wrong are refused in a sentence, naming the member', () => {
  const path = join(city.folder, 'wrong.json')
  const right = { issuer: 'https://a.example', client_id: 'x', redirect: 'https://b.example/v1/oidc/callback' }
  const refused = (options) => {
    writeFileSync(path, typeof options === 'string' ? options : JSON.stringify(options))
    const done = attempt('serve', city.city, '--office', '127.0.0.1:0', '--oidc', path)
    assert.equal(done.status, 1)
    return done.complaint
  }
  assert.match(refused({ ...right, issuer: 'http://a.example' }), /issuer/)
  assert.match(refused({ ...right, client_id: undefined }), /client_id/)
  assert.match(refused({ ...right, redirect: 5 }), /redirect/)
  assert.match(refused({ ...right, client_secret_file: '/not/there' }), /\/not\/there/)
  assert.match(refused('{'), /wrong\.json/)
  assert.equal(attempt('serve', city.city, '--oidc', path).status, 2)
})
