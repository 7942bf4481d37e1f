// Paints 200 units in a browser, one stroke each, and prints how long it takes
// from letting go of the pointer until the measures on the page are those of the
// stroke: the middle, the slowest tenth, the slowest; and what of that the
// question to the server took. A hand presses for HELD_MS, and aims at another
// school only when the page has come to rest; "hurried" strokes leave neither time.
// The city must have units and a plan in force.
//
//     node tests/bench/bench_paint.mjs CITY.sqlite [LEVEL [STROKES [hand|hurried]]]
//
// HOCGAN is the program, HOCGAN_SOURCE the folder whose web/dist has the pages.
// A painter's account and a draft are added to the city: give it a copy. "Stolen"
// is what the host took of the processors meanwhile, "idle" what nobody used: a
// time is worth something where little was stolen.

import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { PASSWORD, signIn } from '../http/people.mjs'
import { openBrowser, sitDown } from '../web/parent.mjs'
import { IDLE, line, processors, share, startTrace, STOLEN } from './browser_trace.mjs'

const N_STROKES = Number(process.argv[4] ?? 200)
const [city, level = 'primary', , pace = 'hand'] = process.argv.slice(2)
const HELD_MS = 80
const program = process.env.HOCGAN

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line
  throw new Error('the server ended before it said its address')
}

async function startOffice() {
  const pages = join(process.env.HOCGAN_SOURCE, 'web', 'dist')
  const server = spawn(program, ['serve', city, '--office', '127.0.0.1:0', '--pages', pages], { stdio: ['ignore', 'pipe', 'inherit'] })
  return { server, address: /https?:\/\/[^\s/]+/.exec(await firstLine(server.stdout))[0] }
}

async function patiently(who, path) {
  for (;;) {
    const answer = await who.ask(path)
    if (answer.status === 200) return answer.json()
    if (answer.status !== 202) throw new Error(await answer.text())
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function makeDraft(who) {
  const { plans } = await who.json(`/v1/plans?level=${level}`)
  const of = plans.find(({ state }) => state === 'in_force') ?? plans[0]
  const { plan } = await who.json('/v1/plans', { method: 'POST', body: { copy: of.plan } }, 201)
  return { plan, units: await patiently(who, `/v1/plans/${plan}/units`) }
}

// The units nearest to the densest place, and a box around them.
function closeUnits({ units, at }) {
  const known = units.map((id, place) => ({ id, place, at: at[place] })).filter(({ at }) => at)
  const middle = [0, 1].map((axis) => known.map(({ at }) => at[axis]).sort((a, b) => a - b)[known.length >> 1])
  const off = ({ at }) => Math.hypot(at[0] - middle[0], at[1] - middle[1])
  return known.sort((a, b) => off(a) - off(b)).slice(0, 1.3 * N_STROKES)
}

// Runs in the page: notes when a pointer is let go and when the measures of the
// step that follows are there.
function watch() {
  window.strokes = []
  window.addEventListener('pointerup', (event) => (window.letGo = event.timeStamp), { capture: true })
  const panel = document.querySelector('.plan-measures')
  new MutationObserver(() => {
    const { step } = panel.dataset
    if (!step || window.letGo === undefined) return
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/moves')).at(-1)
    performance.measure('stroke', { start: window.letGo, end: performance.now() })
    window.strokes.push({ step: Number(step), shown_ms: performance.now() - window.letGo, asked_ms: asked ? asked.responseEnd - asked.startTime : 0 })
    window.letGo = undefined
    performance.clearResourceTimings()
  }).observe(panel, { attributes: true, attributeFilter: ['data-step'] })
}

async function openDesk(page, address, plan, shown) {
  await page.goto(`${address}/officer#/zones?plan=${plan}&tool=paint`)
  await page.evaluate(() => window.dispatchEvent(new PopStateEvent('popstate')))
  await page.locator('.plan-measures table').waitFor({ timeout: 120_000 })
  await page.locator('.has-map').waitFor({ timeout: 120_000 })
  const box = [0, 1].map((end) => [0, 1].map((axis) => Math[end ? 'max' : 'min'](...shown.map(({ at }) => at[axis]))))
  await page.evaluate((box) => window.openedMap.fitBounds(box, { padding: 20, duration: 0 }), box)
  await page.waitForFunction(() => window.openedMap.areTilesLoaded() && !window.openedMap.isMoving(), null, { timeout: 120_000 })
  await page.evaluate(watch)
}

// Until the map has drawn what it was told, that is on the screen, and the page has
// nothing to do.
function rest(page) {
  return page.evaluate(async () => {
    const seconds = (s) => new Promise((resolve) => setTimeout(resolve, 1000 * s))
    await seconds(0.3)
    for (const ends = performance.now() + 3000; performance.now() < ends && !(window.openedMap.loaded() && !window.openedMap._frameRequest); ) await seconds(0.05)
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame)
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }))
  })
}

// Of each stroke, from pointer up to its measures: the processor's time of the
// page's own thread. What others took meanwhile does not count.
function workedMs(trace) {
  const tasks = trace.tasks()
  return trace.measures('stroke').map(([from, to]) => tasks.filter(({ ts, dur }) => ts < to && ts + dur > from).reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0))
}

// Nanoseconds that all threads of the server have run.
function servedNs(pid) {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0)
}

async function paint(page, { units, school, schools }, unit, step) {
  // To a school whose zone it is not in, whichever: the next in the list.
  const to = schools[(school[unit.place] + 1) % schools.length]
  await page.evaluate((to) => {
    const address = location.hash.replace(/&to=[^&]*/, '')
    history.replaceState(null, '', `${address}&to=${to}`)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, to)
  const spot = await page.evaluate((at) => {
    const box = window.openedMap.getCanvas().getBoundingClientRect()
    const { x, y } = window.openedMap.project(at)
    const rings = window.openedMap.getStyle().sources['plan-schools'].data.features.map(({ geometry }) => window.openedMap.project(geometry.coordinates))
    const isFree = rings.every((ring) => Math.hypot(ring.x - x, ring.y - y) > 13)
    return isFree ? { x: x + box.left, y: y + box.top } : null
  }, unit.at)
  // A school lies there: pressed, it would be painted to.
  if (!spot) return
  if (pace === 'hand') await rest(page)
  await page.mouse.move(spot.x, spot.y)
  await page.mouse.down()
  if (pace === 'hand') await page.waitForTimeout(HELD_MS)
  await page.mouse.up()
  await page.waitForFunction((n) => window.strokes.length >= n, step, { timeout: 5000 }).catch(() => undefined)
}

const { server, address } = await startOffice()
try {
  execFileSync(program, ['user', city, 'add', 'painter', '--role', 'planner'], { input: `${PASSWORD}\n`, stdio: ['pipe', 'ignore', 'ignore'] })
} catch {
  // There is one from an earlier run.
}
const painter = await signIn({ address }, 'painter')
const draft = await makeDraft(painter)
const browser = await openBrowser()
const someone = await sitDown(browser, address)
await someone.enter('officer', 'painter', PASSWORD)
const shown = closeUnits(draft.units)
await openDesk(someone.page, address, draft.plan, shown)
const endTrace = await startTrace(browser)
const [ticks, served] = [processors(), servedNs(server.pid)]
let n = 0
for (const unit of shown) {
  if (n >= N_STROKES) break
  await paint(someone.page, draft.units, unit, n + 1)
  n = await someone.page.evaluate(() => window.strokes.length)
}
const strokes = await someone.page.evaluate(() => window.strokes)
const now = processors()
const servedMs = (servedNs(server.pid) - served) / 1e6 / strokes.length
const worked = workedMs(await endTrace())
console.log(`${strokes.length} strokes (${pace}), ${draft.units.units.length} units, ${draft.units.schools.length} schools`)
console.log(line('pointer up to measures', strokes.map(({ shown_ms }) => shown_ms)))
console.log(line('  of that, the question', strokes.map(({ asked_ms }) => asked_ms)))
console.log(line("  of that, the work of the page's thread", worked))
console.log(`  the server worked ${servedMs.toFixed(1)} ms a stroke, with all that is asked between strokes; stolen ${share(ticks, now, STOLEN)}, idle ${share(ticks, now, IDLE)}`)
await painter.ask(`/v1/plans/${draft.plan}`, { method: 'DELETE' })
await browser.close()
server.kill('SIGTERM')
