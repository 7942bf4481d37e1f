// The officers' map with 20,000 homes and 60 schools, panned for some seconds as
// by a hand that drags. Prints what the frames took:
//
//     bench_officer_map  pupils=20000 schools=60  frames 212 in 4.1 s  52 frames/s
//       between frames: median 17.1, 95th percentile 24.0 ms; the renderer's own work: median 4.2, 95th percentile 7.9 ms
//
//     HOCGAN=build/hocgan HOCGAN_SOURCE=. node tests/bench/bench_officer_map.mjs [SECONDS] [URL]
//
// "Between frames" is what a person sees. Without a GPU the browser draws with
// the processor, so that it says as much of the machine as of the page; "the
// renderer's own work" is the time of one frame in the page's thread: what is
// left where a GPU does the drawing. The same map without homes says what they cost. URL is an office that is served already, with
// the accounts of tests/web/town.mjs.

import { openBrowser, sitDown } from '../web/parent.mjs'
import { openOfficeTown, PASSWORD } from '../web/town.mjs'

const [seconds = '6', url] = process.argv.slice(2)
const PUPILS = 20000

// Runs in the page: pans to and fro by some pixels a frame, and takes down when
// each frame came and how long the renderer's part of it was.
async function pan(seconds) {
  const map = window.openedMap
  window.render ??= map._render.bind(map)
  const worked = []
  map._render = (moment) => {
    const began = performance.now()
    window.render(moment)
    worked.push(performance.now() - began)
    return map
  }
  const frames = []
  const ends = performance.now() + 1000 * seconds
  await new Promise((resolve) => {
    const step = (now) => {
      frames.push(now)
      if (now >= ends) return resolve()
      const forth = Math.floor((now / 1000) % 2) === 0 ? 1 : -1
      map.panBy([6 * forth, 3 * forth], { animate: false })
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
  return { between: frames.slice(1).map((at, n) => at - frames[n]), worked }
}

function showHomes(visibility) {
  for (const layer of ['home', 'home-signal']) window.openedMap.setLayoutProperty(layer, 'visibility', visibility)
}

function part(numbers, share) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1)
}

function tell(name, { between, worked }) {
  const took = between.reduce((sum, ms) => sum + ms, 0) / 1000
  console.log(`${name}  frames ${between.length} in ${took.toFixed(1)} s  ${(between.length / took).toFixed(1)} frames/s`)
  console.log(
    `  between frames: median ${part(between, 0.5)}, 95th percentile ${part(between, 0.95)} ms;` +
      ` the renderer's own work: median ${part(worked, 0.5)}, 95th percentile ${part(worked, 0.95)} ms`,
  )
}

const office = url ? { address: url, stop: () => {} } : await openOfficeTown({ pupils: PUPILS })
const browser = await openBrowser()
try {
  const officer = await sitDown(browser, office.address)
  await officer.enter('officer', 'officer', PASSWORD)
  await officer.page.waitForFunction((n) => window.openedMap?.getSource('homes')?.serialize().data.features.length >= n, PUPILS)
  await officer.page.waitForFunction(() => window.openedMap.querySourceFeatures('homes').length > 0)
  await officer.mapReady()
  for (const [name, zoom] of [['the whole city', 12], ['some wards', 14]]) {
    await officer.page.evaluate((zoom) => window.openedMap.jumpTo({ zoom }), zoom)
    await officer.mapReady()
    tell(`bench_officer_map  pupils=${PUPILS} schools=60  ${name}`, await officer.page.evaluate(pan, Number(seconds)))
    await officer.page.evaluate(showHomes, 'none')
    await officer.mapReady()
    tell('  the same map without homes', await officer.page.evaluate(pan, Number(seconds)))
    await officer.page.evaluate(showHomes, 'visible')
  }
} finally {
  await browser.close()
  office.stop()
}
