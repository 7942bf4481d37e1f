// The officers' map with 20,000 homes and 60 schools, dragged with the mouse for some
// seconds, and by turns in the same run what drawing it anew for every frame takes,
// with all it is made of: a bare canvas of that size that is cleared, the map with
// nothing drawn on it, the map without homes. For each it prints what the frames took:
//
//     bench_officer_map  pupils=20000 schools=60  stolen 3 %, idle 1 %
//     some wards, dragged       52.0 frames/s  between frames: median 17.1, p95 24.0 ms  the page's thread: median 4.2, p95 7.9 ms
//
//     HOCGAN=build/hocgan HOCGAN_SOURCE=. node tests/bench/bench_officer_map.mjs [SECONDS] [ROUNDS] [URL]
//
// "Between frames" is what a person sees. Without a GPU the browser draws with
// the processor, so that it says as much of the machine as of the page: nothing
// is faster than the bare canvas; BROWSER_FLAGS=--disable-gpu-compositing is how it
// works of itself where there is no graphics card. "The page's thread" is the processor's time
// that thread had for all it did from one frame to the next; what others took
// meanwhile does not count: it is left where a GPU does the drawing, and has to
// stay under 20 ms. URL is an office that is served already, with the accounts of
// tests/web/town.mjs.

import { IDLE, line, processors, share, startTrace, STOLEN } from './browser_trace.mjs'
import { openBrowser, sitDown } from '../web/parent.mjs'
import { openOfficeTown, PASSWORD } from '../web/town.mjs'

const [seconds = '4', rounds = '2', url] = process.argv.slice(2)
const PUPILS = 20000
const VIEWS = [
  ['the whole city', 12],
  ['some wards', 14],
]
const SCENES = ['bare canvas', 'empty map', 'without homes', 'with homes', 'dragged']

// Runs in the page: what is drawn of the map. A layer is left out without being
// laid out anew when it comes back.
function setScene(scene) {
  const homes = ['home', 'home-signal', 'home-chosen']
  const { _layers: layers } = window.openedMap.style
  for (const [id, layer] of Object.entries(layers)) {
    delete layer.isHidden
    if (scene === 'empty map' || (scene === 'without homes' && homes.includes(id))) layer.isHidden = () => true
  }
  window.openedMap.triggerRepaint()
}

// Runs in the page: pans to and fro by some pixels a frame and marks each frame; when
// it is dragged, by telling the page of the mouse.
async function pan({ seconds, scene }) {
  const map = window.openedMap
  const box = map.getCanvas()
  const bare = scene === 'bare canvas' ? document.body.appendChild(document.createElement('canvas')) : null
  const gl = bare?.getContext('webgl2', { antialias: false })
  if (bare) {
    const { left, top, width, height } = box.getBoundingClientRect()
    Object.assign(bare, { width: box.width, height: box.height })
    bare.style.cssText = `position:fixed;left:${left}px;top:${top}px;width:${width}px;height:${height}px;z-index:9`
  }
  const { left, top, width, height } = box.getBoundingClientRect()
  const hand = { x: left + width / 2, y: top + height / 2 }
  const mouse = (type, buttons) => box.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: hand.x, clientY: hand.y, buttons }))
  if (scene === 'dragged') mouse('mousedown', 1)
  const ends = performance.now() + 1000 * seconds
  await new Promise((resolve) => {
    const step = (now) => {
      performance.mark('frame', { detail: scene })
      if (now >= ends) return resolve()
      const forth = Math.floor((now / 1000) % 2) === 0 ? 1 : -1
      if (gl) {
        gl.clearColor((now / 1000) % 1, 0.5, 0.5, 1)
        gl.clear(gl.COLOR_BUFFER_BIT)
      } else if (scene === 'dragged') {
        hand.x += 6 * forth
        hand.y += 3 * forth
        mouse('mousemove', 1)
      } else map.panBy([6 * forth, 3 * forth], { animate: false })
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
  if (scene === 'dragged') mouse('mouseup', 0)
  bare?.remove()
}

// Of the marks of a pan: milliseconds from one to the next, and of these what the
// page's thread worked.
function framesOf(trace) {
  const frames = trace.marks('frame')
  const tasks = trace.tasks()
  let n = 0
  return frames.slice(1).map(({ ts }, i) => {
    let worked = 0
    for (; n < tasks.length && tasks[n].ts < ts; n += 1) if (tasks[n].ts + tasks[n].dur > frames[i].ts) worked += (tasks[n].tdur ?? 0) / 1000
    return { between: (ts - frames[i].ts) / 1000, worked }
  })
}

async function measure(browser, officer, scene) {
  await officer.page.evaluate(setScene, scene)
  await officer.mapReady()
  const endTrace = await startTrace(browser)
  await officer.page.evaluate(pan, { seconds: Number(seconds), scene })
  return framesOf(await endTrace())
}

function tell(view, scene, frames) {
  const took = frames.reduce((sum, { between }) => sum + between, 0) / 1000
  const parts = [line('between frames', frames.map(({ between }) => between)), line("the page's thread", frames.map(({ worked }) => worked))]
  console.log(`${`${view}, ${scene}`.padEnd(30)} ${(frames.length / took).toFixed(1).padStart(5)} frames/s  ${parts.join('  ')}`)
}

const office = url ? { address: url, stop: () => {} } : await openOfficeTown({ pupils: PUPILS })
const browser = await openBrowser()
try {
  const officer = await sitDown(browser, office.address)
  await officer.enter('officer', 'officer', PASSWORD)
  await officer.page.waitForFunction((n) => window.openedMap?.getSource('homes')?.serialize().data.features.length >= n, PUPILS)
  await officer.page.waitForFunction(() => window.openedMap.querySourceFeatures('homes').length > 0)
  await officer.mapReady()
  const { width, height } = await officer.page.evaluate(() => ({ width: window.openedMap.getCanvas().width, height: window.openedMap.getCanvas().height }))
  const before = processors()
  const found = new Map()
  for (const [view, zoom] of VIEWS) {
    await officer.page.evaluate((zoom) => window.openedMap.jumpTo({ zoom }), zoom)
    await officer.mapReady()
    for (let round = 0; round < Number(rounds); round += 1)
      for (const scene of SCENES) {
        const key = `${view}|${scene}`
        found.set(key, [...(found.get(key) ?? []), ...(await measure(browser, officer, scene))])
      }
  }
  const now = processors()
  console.log(`bench_officer_map  pupils=${PUPILS} schools=60  canvas ${width} x ${height}  stolen ${share(before, now, STOLEN)}, idle ${share(before, now, IDLE)}`)
  for (const [key, frames] of found) tell(...key.split('|'), frames)
} finally {
  await browser.close()
  office.stop()
}
