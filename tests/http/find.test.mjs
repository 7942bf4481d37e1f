// The parents' page without JavaScript, read by a real parser of HTML and held
// against /v1/search, /v1/nearest, /v1/zone and /v1/route.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parse } from 'parse5'

import { at, makeCity, run, startServer, text } from './city.mjs'
import { readContract, SOURCE } from './contract.mjs'

const HOME = text(at(3.4, 3.2))
const read = (path) => JSON.parse(readFileSync(join(SOURCE, path), 'utf8'))
const SENTENCES = Object.fromEntries(
  ['vi', 'en'].map((lang) => [
    lang,
    { ...read(`web/src/text/common.${lang}.json`), ...read(`web/src/parents/text.${lang}.json`), ...read(`api/page/find.${lang}.json`) },
  ]),
)
const say = (lang, name, values = {}) => SENTENCES[lang][name].replace(/\{(\w+)\}/g, (hole, key) => values[key] ?? hole)

let city
let server
let contract
let fetch

/** A round of grade 1: one school has seats left, one is full, of one too little is told. */
function placeChildren() {
  const file = (name, lines) => {
    writeFileSync(join(city.folder, name), [...lines, ''].join('\n'))
    return join(city.folder, name)
  }
  const near = JSON.parse(run('nearest', city.city, '--at', HOME, '--level', 'primary', '-k', '3', '--json'))
  const seats = near.schools.map(({ id }, i) => `${id},2026,1,${[12, 60, 3][i]}`)
  run('import', city.city, 'capacity', file('more.csv', ['school_id,year,grade,seats', ...seats]))
  const homes = Array.from({ length: 50 }, (_, i) => `P${i},${text(at(0.5 + ((i * 7) % 9), 0.5 + ((i * 5) % 8) + 0.01 * i))},1,2026`)
  run('import', city.city, 'pupils', file('pupils.csv', ['id,lon,lat,grade,year', ...homes]))
  run('zones', city.city, 'units', '--level', 'primary', '--from', 'pupils')
  run('zones', city.city, 'suggest', '--level', 'primary', '--publish')
  run('admit', city.city, '--grade', '1', '--year', '2026', '--method', 'nearest-first')
  const [round] = run('admit', city.city, 'rounds').match(/[0-9a-f]{16,}/)
  run('admit', city.city, 'publish', round)
}

before(async () => {
  city = makeCity()
  placeChildren()
  contract = await readContract()
  fetch = contract.watch(globalThis.fetch)
  server = await startServer(city.city, '--log')
})

after(async () => {
  await server?.stop()
  city?.remove()
})

const link = (query) => `${server.address}/find?${new URLSearchParams(query)}`
const ask = async (path, query) => (await fetch(`${server.address}${path}?${new URLSearchParams(query)}`)).json()

// --- A page, taken apart ----------------------------------------------------

const attribute = (node, name) => node.attrs?.find((one) => one.name === name)?.value
const classes = (node) => (attribute(node, 'class') ?? '').split(' ')
const words = (node) => (node.value ?? '') + (node.childNodes ?? []).map(words).join('')
const plain = (node) => words(node).replaceAll('\u00a0', ' ').trim()
const all = (node, fits) => (node.childNodes ?? []).flatMap((child) => [...(fits(child) ? [child] : []), ...all(child, fits)])
const tagged = (node, ...tags) => all(node, (one) => tags.includes(one.tagName))
const classed = (node, name) => all(node, (one) => classes(one).includes(name))

/** Reads a page; whatever it is about, it is sound HTML without a script. */
function readPage(html) {
  const errors = []
  const page = parse(html, { onParseError: (error) => errors.push(error) })
  assert.deepEqual(errors, [])
  assert.deepEqual(tagged(page, 'script', 'iframe', 'object', 'img'), [])
  for (const node of all(page, (one) => one.attrs))
    for (const { name, value } of node.attrs) {
      assert.ok(!name.startsWith('on'), name)
      if (['href', 'src', 'action'].includes(name)) assert.match(value, /^(\/|https:\/\/www\.openstreetmap\.org\/copyright$)/)
    }
  assert.equal(tagged(page, 'main').length, 1)
  assert.equal(tagged(page, 'h1').length, 1)
  return page
}

async function open(query, status = 200) {
  const answer = await fetch(typeof query === 'string' ? server.address + query : link(query))
  const html = await answer.text()
  assert.equal(answer.status, status, html.slice(-600))
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
  assert.equal(answer.headers.get('etag'), null)
  assert.ok(gzipSync(html).length < 15_000)
  return readPage(html)
}

const headings = (page) => tagged(page, 'h2').map(plain)
const cards = (page) => classed(page, 'card')
const ids = (page) => cards(page).map((card) => attribute(card, 'data-school'))
const facts = (card) => classed(card, 'facts').flatMap((list) => tagged(list, 'li').map(plain))
const follow = (node) => open(attribute(node, 'href').split('#')[0])

// --- Numbers, written apart from the program -----------------------------------

const number = (lang, value, digits) =>
  new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
const distance = (lang, m) => (m < 999.5 ? `${number(lang, m, 0)} m` : `${number(lang, m / 1000, m < 10_000 ? 2 : 1)} km`)
const duration = (lang, s) => say(lang, 'minutes', { n: Math.max(1, Math.ceil(s / 60)) })

// --- Without a home --------------------------------------------------------------

test('an empty page is a form that teaches', async () => {
  const page = await open('/find')
  assert.equal(attribute(tagged(page, 'html')[0], 'lang'), 'vi')
  const [form] = tagged(page, 'form')
  assert.equal(attribute(form, 'action'), '/find')
  const [box] = tagged(form, 'input')
  const [label] = tagged(form, 'label').filter((one) => attribute(one, 'for') === attribute(box, 'id'))
  assert.equal(plain(label), say('vi', 'where'))
  const levels = tagged(form, 'input').filter((one) => attribute(one, 'name') === 'level')
  assert.deepEqual(levels.map((one) => attribute(one, 'value')), (await ask('/v1/city', {})).levels)
  assert.equal(levels.filter((one) => attribute(one, 'checked') !== undefined).length, 1)
  assert.deepEqual(headings(page), [say('vi', 'learn_title')])
  assert.equal(tagged(classed(page, 'steps')[0], 'li').length, 3)
  assert.deepEqual(headings(await open({ q: '' })), headings(page))
})

test('what fits several places gives the links of the search, each with its position', async () => {
  const page = await open({ q: 'le loi', level: 'lower_secondary' })
  assert.deepEqual(headings(page), [say('vi', 'find_did_you_mean')])
  const { results } = await ask('/v1/search', { q: 'le loi', limit: 8 })
  const places = classed(page, 'place')
  assert.equal(places.length, results.length)
  for (const [i, { name, detail, kind, at: there }] of results.entries()) {
    assert.equal(plain(places[i]), `${name}${say('vi', `kind_${kind}`)} · ${detail}`)
    const query = new URL(attribute(places[i], 'href'), server.address).searchParams
    assert.deepEqual(query.get('at').split(',').map(Number), there)
    assert.equal(query.get('level'), 'lower_secondary')
    assert.equal(query.get('q'), name)
  }
  const next = await follow(places[1])
  assert.equal(plain(classed(next, 'soft')[0]), say('vi', 'from_place', { place: results[1].name }))
})

test('what fits one place, or is the name of only one, is answered at once', async () => {
  for (const typed of ['12/3 Lê Lợi 5', '12/3 le loi 5', 'Đường số 1', 'đường số 1', 'duong so 1']) {
    const { results } = await ask('/v1/search', { q: typed, limit: 8 })
    const page = await open({ q: typed })
    const same = await open({ at: results[0].at.join(','), level: 'primary' })
    assert.deepEqual(ids(page), ids(same), typed)
    assert.deepEqual(classed(page, 'way').map(plain), classed(same, 'way').map(plain))
    assert.ok(ids(page).length > 0)
    const [box] = tagged(page, 'input').filter((one) => attribute(one, 'name') === 'q')
    assert.match(attribute(box, 'value'), /^(12\/3 Lê Lợi 5|Đường số 1)$/)
  }
  // A street through two wards is two places.
  assert.deepEqual(headings(await open({ q: 'Lê Lợi 1' })), [say('vi', 'find_did_you_mean')])
})

test('what fits nothing is answered with what to do', async () => {
  const page = await open({ q: 'xyzzy quux' })
  assert.deepEqual(headings(page), [say('vi', 'find_nothing_title')])
  assert.match(plain(page), /Không tìm thấy “xyzzy quux”/)
  const english = await open({ q: 'xyzzy quux', lang: 'en' })
  assert.match(plain(english), /Nothing found for “xyzzy quux”/)
})

test('a school typed is a goal: home is asked for, then the way is there', async () => {
  const page = await open({ q: 'Colette' })
  assert.match(plain(page), new RegExp(say('vi', 'choose_home_first')))
  const [school] = ids(page)
  const hidden = tagged(page, 'input').filter((one) => attribute(one, 'name') === 'school')
  assert.equal(attribute(hidden[0], 'value'), school)
  // Whoever looks for a lower secondary school asks for that level.
  const chosen = tagged(page, 'input').find((one) => attribute(one, 'checked') !== undefined)
  assert.equal(attribute(chosen, 'value'), 'lower_secondary')
  const next = await open({ q: '12/3 Lê Lợi 5', level: 'primary', school })
  assert.equal(plain(tagged(classed(next, 'suggested')[0], 'h3')[0]), say('vi', 'chosen'))
  assert.equal(ids(next)[0], school)
  assert.ok(classed(next, 'receipt').length > 0)
})

// --- What is told of a school ---------------------------------------------------------

function factsOf({ seats, seats_left: left, in_zone: isInZone }, zone, level, lang) {
  const all = seats !== null && say(lang, 'seats_grade', { n: number(lang, seats, 0), grade: level === 'primary' ? 1 : 6 })
  return [
    all && left > 0 ? `${all}, ${say(lang, 'seats_left', { n: left })}` : all,
    left === 0 && say(lang, 'seats_none_left'),
    zone.plan && say(lang, isInZone ? 'in_zone' : 'find_outside_zone'),
  ].filter(Boolean)
}

function lastOf({ last_admitted: last }, walk, lang) {
  if (!last) return []
  const { year, distance_m: far } = last
  if (last.withheld) return [say(lang, 'cut_off_withheld', { year })]
  const you = last.is_full && walk > far ? 'cut_off_you_beyond' : 'cut_off_you'
  const said = say(lang, last.is_full ? 'cut_off_far' : 'cut_off_roomy', { year, distance: distance(lang, far) })
  return [`${said}; ${say(lang, you, { distance: distance(lang, walk) })}.`]
}

test('the round of the test has a full school, one with seats left, and one of which little is told', async () => {
  const { schools } = await ask('/v1/nearest', { at: HOME, level: 'primary', k: 5 })
  const last = schools.map(({ last_admitted }) => last_admitted)
  assert.ok(last.some((one) => one?.withheld))
  assert.ok(last.some((one) => one?.is_full && !one.withheld))
  assert.ok(schools.some(({ seats_left }) => seats_left > 0))
})

test('where the zone is not of the nearest school, the page says why', async () => {
  let n = 0
  for (let x = 0.5; x < 9; x++)
    for (let y = 0.5; y < 9; y += 2) {
      const here = text(at(x, y))
      const { schools } = await ask('/v1/nearest', { at: here, level: 'primary', k: 5 })
      const { school, why } = await ask('/v1/zone', { at: here, level: 'primary' })
      const page = await open({ at: here, level: 'primary' })
      const own = schools.find(({ id }) => id === school?.id)
      const nearer = own ? schools.filter((one) => one.distance_m < own.distance_m) : []
      const [details] = tagged(page, 'details')
      assert.equal(details !== undefined, nearer.length > 0)
      if (!details) continue
      n++
      assert.equal(plain(tagged(details, 'summary')[0]), say('vi', 'why'))
      assert.equal(plain(tagged(details, 'p')[0]), say('vi', `why_${why}`, { school: school.name }))
      const said = tagged(details, 'li').map(plain)
      nearer.forEach((one, i) => {
        const less = distance('vi', own.distance_m - one.distance_m)
        assert.ok(said[i].startsWith(`${one.name}: ${say('vi', 'why_nearer', { distance: distance('vi', one.distance_m), less })}`), said[i])
        assert.ok(said[i].endsWith(lastOf(one, one.distance_m, 'vi')[0] ?? ''))
      })
    }
  assert.ok(n > 0)
})

// --- With a home ------------------------------------------------------------------

for (const lang of ['vi', 'en'])
  for (const profile of ['walk', 'motorbike'])
    for (const level of ['primary', 'lower_secondary'])
      test(`the answer is that of the service: ${level}, ${profile}, ${lang}`, async () => {
        const nearest = await ask('/v1/nearest', { at: HOME, level, profile, k: 5 })
        const zone = await ask('/v1/zone', { at: HOME, level, profile })
        const page = await open({ at: HOME, level, profile, lang })
        const byDistance = nearest.schools.map(({ id }) => id)
        const own = zone.school?.id
        assert.deepEqual(ids(page), [...(own ? [own] : []), ...byDistance.filter((id) => id !== own)])
        assert.deepEqual(headings(page), [
          say(lang, 'nearest_title', { n: byDistance.length, schools: say(lang, `schools_${level}`) }),
        ])
        const other = profile === 'walk' ? 'motorbike' : 'walk'
        for (const card of cards(page)) {
          const school = nearest.schools.find(({ id }) => id === attribute(card, 'data-school'))
          const way = await ask('/v1/route', { from: HOME, school: school.id, profile: other })
          assert.equal(
            plain(classed(card, 'way')[0]),
            `${distance(lang, school.distance_m)} · ${duration(lang, school.duration_s)} ${say(lang, `by_${profile}`)} · ` +
              `${duration(lang, way.properties.duration_s)} ${say(lang, `by_${other}`)}`,
          )
          assert.deepEqual(facts(card), factsOf(school, zone, level, lang))
          const walk = profile === 'walk' ? school.distance_m : way.properties.distance_m
          assert.deepEqual(classed(card, 'soft').filter((one) => one.tagName === 'p').map(plain), lastOf(school, walk, lang))
        }
        const isNearest = byDistance[0] === (own ?? byDistance[0])
        const first = nearest.schools.find(({ id }) => id === (own ?? byDistance[0]))
        const ofNearest = first.seats_left > 0 ? 'reason_nearest_with_seats' : 'reason_nearest_in_zone'
        const reason = !own ? (zone.plan ? 'reason_outside' : 'reason_no_plan') : isNearest ? ofNearest : 'reason_in_zone'
        assert.equal(
          plain(classed(page, 'reason')[0]),
          say(lang, reason, {
            along: say(lang, `along_${profile}`),
            by: say(lang, `by_${profile}`),
            distance: distance(lang, first.distance_m),
            duration: duration(lang, first.duration_s),
          }),
        )
        assert.equal(attribute(tagged(page, 'html')[0], 'lang'), lang)
        assert.match(plain(tagged(page, 'footer')[0]), new RegExp(say(lang, 'not_official')))
      })

test('the way to a school is its receipt, street by street', async () => {
  for (const profile of ['walk', 'motorbike']) {
    const page = await open({ at: HOME, level: 'primary', profile })
    const [, second] = cards(page)
    const [show] = tagged(second, 'a')
    assert.equal(plain(show), `${say('vi', 'show_route')}: ${plain(tagged(second, 'h4')[0])}`)
    const chosen = await follow(show)
    const { properties } = await ask('/v1/route', { from: HOME, school: attribute(second, 'data-school'), profile })
    const pieces = [
      [say('vi', 'to_street'), properties.straight_m],
      ...properties.streets.map(({ name, length_m }) => [name || say('vi', 'no_street_name'), length_m]),
      [say('vi', 'to_gate'), properties.gate_straight_m],
      [say('vi', 'total'), properties.distance_m],
    ]
    // As people say it, and for who checks it to the centimetre.
    const written = [
      ['receipt', (m) => distance('vi', m)],
      ['receipt_exact', (m) => `${number('vi', m, 2)} m`],
    ]
    const tables = tagged(chosen, 'table')
    assert.equal(tables.length, written.length)
    written.forEach(([caption, length], n) => {
      const rows = tagged(tables[n], 'tr').map((row) => [plain(tagged(row, 'th')[0]), plain(tagged(row, 'td')[0])])
      assert.equal(plain(tagged(tables[n], 'caption')[0]), say('vi', caption))
      assert.deepEqual(rows, pieces.map(([name, m]) => [name, length(m)]))
    })
    const [file] = tagged(chosen, 'a').filter((one) => attribute(one, 'download'))
    const saved = await (await fetch(server.address + attribute(file, 'href'))).json()
    assert.equal(saved.properties.distance_m, properties.distance_m)
    assert.match(plain(chosen), new RegExp(properties.network.slice(0, 8)))
  }
})

test('links ask the same in another level, by another way, in the other language', async () => {
  const page = await open({ at: HOME, q: 'Lê Lợi 4', level: 'primary' })
  const press = (name) => tagged(page, 'a').find((one) => plain(one) === name)
  const other = await follow(press(say('vi', 'level_lower_secondary')))
  const { schools } = await ask('/v1/nearest', { at: HOME, level: 'lower_secondary', k: 5 })
  assert.deepEqual(ids(other), schools.map(({ id }) => id))
  const riding = await follow(press(say('vi', 'profile_motorbike')))
  const current = tagged(riding, 'a').filter((one) => attribute(one, 'aria-current')).map(plain)
  assert.deepEqual(current, [say('vi', 'level_primary'), say('vi', 'profile_motorbike')])
  const english = await follow(press('English'))
  assert.deepEqual(ids(english), ids(page))
  assert.match(plain(english), /From Lê Lợi 4\./)
  const back = tagged(english, 'a').find((one) => plain(one) === 'Tiếng Việt')
  assert.equal(attribute(back, 'href'), attribute(press(say('vi', 'level_primary')), 'href'))
})

// --- Trouble -----------------------------------------------------------------------

const trouble = (page) => plain(tagged(classed(page, 'trouble')[0], 'p')[0])

test('trouble is a page with one sentence and its status', async () => {
  assert.equal(trouble(await open({ at: '0,51.5' }, 400)), say('vi', 'find_outside'))
  assert.equal(trouble(await open({ at: HOME, school: 'w999' }, 404)), say('vi', 'failed_absent'))
  assert.equal(trouble(await open({ school: 'w999', lang: 'en' }, 404)), say('en', 'failed_absent'))
  assert.equal(trouble(await open({ q: 'ế'.repeat(70) }, 400)), say('vi', 'find_too_long'))
  for (const [name, value] of Object.entries({ at: '106.7', level: 'high', profile: 'boat', lang: 'fr' }))
    assert.equal(
      trouble(await open({ [name]: value, ...(name !== 'lang' && { lang: 'en' }) }, 400)),
      say(name === 'lang' ? 'vi' : 'en', 'find_not_understood', { name, value }),
    )
  assert.ok(trouble(await open({ level: 'x'.repeat(400) }, 400)).length < 120)
})

test('a home without a street near is told so, and one without a school of the level', async () => {
  const far = await open({ at: text(at(-6, 4)), level: 'primary' })
  assert.equal(trouble(far), say('vi', 'no_street_near', { by: say('vi', 'by_walk') }))
  const none = await open({ at: HOME, level: 'preschool' })
  assert.equal(trouble(none), say('vi', 'no_schools', { schools: say('vi', 'schools_preschool') }))
  assert.ok(tagged(none, 'a').some((one) => plain(one) === say('vi', 'level_primary')))
})

const EVIL = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='x", '&lt;b&gt;', '</title><h1>x', 'javascript:alert(1)', '\u0001\u007f', 'Ế 😀 {n} {text} %s']

test('nothing that was typed becomes markup, and all of it is shown as it is', async () => {
  for (const evil of EVIL) {
    const page = await open({ q: evil })
    const [box] = tagged(page, 'input').filter((one) => attribute(one, 'name') === 'q')
    const shown = evil.replace(/[\u0001\u007f]/g, '\ufffd')
    if (headings(page)[0] === say('vi', 'find_nothing_title')) assert.equal(attribute(box, 'value'), shown)
    await open({ q: evil, at: HOME, level: 'primary' })
    for (const [name, status] of Object.entries({ at: 400, level: 400, profile: 400, lang: 400, school: 404 }))
      assert.ok(trouble(await open({ [name]: evil }, status)).length > 10)
  }
})

test('a broken address is a problem, as everywhere', async () => {
  for (const wrong of ['q=%zz', 'q=%ff', 'at=1,2&at=1,2']) {
    const answer = await fetch(`${server.address}/find?${wrong}`)
    assert.equal(answer.status, 400)
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/)
  }
})

test('the log has the page and nothing of what was asked', async () => {
  await open({ q: 'qzkx 12/3 Lê Lợi 5' })
  await open({ at: '106.6954321,10.7712345', level: 'primary' })
  await new Promise((resolve) => setTimeout(resolve, 200))
  const lines = server.log.split('\n').filter((line) => line.includes('/find'))
  assert.ok(lines.length > 20)
  for (const told of ['qzkx', '106.69', '10.77', '?', 'q=', 'w999', 'script'])
    assert.ok(!lines.some((line) => line.includes(told)), told)
})

test('every sentence the page says is there, in both languages', () => {
  const folder = join(SOURCE, 'api', 'page')
  const source = readdirSync(folder).filter((name) => name.endsWith('.c')).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const families = {
    level_: ['preschool', 'primary', 'lower_secondary', 'upper_secondary'],
    schools_: ['preschool', 'primary', 'lower_secondary', 'upper_secondary'],
    kind_: ['street', 'place', 'ward', 'school', 'address'],
    profile_: ['walk', 'motorbike'],
    by_: ['walk', 'motorbike', 'bicycle', 'car', 'walk_safe'],
    why_: ['nearest', 'balanced', 'edited', 'nearer'],
    along_: ['walk', 'motorbike', 'bicycle', 'car', 'walk_safe'],
  }
  const texts = new Set([...source.matchAll(/"([a-z]+_?[a-z_]*)"/g)].map(([, name]) => name))
  const said = new Set([...source.matchAll(/page_(?:say|fill)\([^;"]*?"([a-z_]+)"/g)].map(([, name]) => name))
  for (const [family, names] of Object.entries(families)) {
    assert.ok(texts.has(family) || source.includes(`"${family}%s"`), family)
    for (const name of names) said.add(family + name)
  }
  for (const name of texts) if (/^(reason|find|nearest|failed|network|no|cut_off|seats)_/.test(name)) said.add(name)
  for (const hole of ['along', 'distance']) said.delete(hole)
  assert.ok(said.size > 60, `${said.size}`)
  for (const lang of ['vi', 'en']) {
    assert.deepEqual([...said].filter((name) => !SENTENCES[lang][name]), [], lang)
    // and none of its own that it does not say
    assert.deepEqual(Object.keys(read(`api/page/find.${lang}.json`)).filter((name) => !texts.has(name)), [], lang)
  }
})
