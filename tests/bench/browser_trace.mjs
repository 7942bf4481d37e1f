// What a browser and the machine under it did, for benchmarks whose times say as
// much of a busy machine as of the page: the processor's own time of a page's
// thread, and what of the processors the host took for others.

import { readFileSync } from 'node:fs'

/** Begins to note the browser's tasks, each with the processor's time it had, and
    what a page marks and measures. Gives what ends it. */
export async function startTrace(browser) {
  const session = await browser.newBrowserCDPSession()
  const traceConfig = { includedCategories: ['toplevel', 'blink.user_timing'], recordMode: 'recordAsMuchAsPossible' }
  await session.send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig })
  return async () => {
    const told = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
    await session.send('Tracing.end')
    const events = JSON.parse(await readAll(session, (await told).stream)).traceEvents
    await session.detach()
    return new Trace(events)
  }
}

async function readAll(session, stream) {
  for (let text = ''; ; ) {
    const { data, eof } = await session.send('IO.read', { handle: stream, size: 1 << 22 })
    text += data
    if (eof) return text
  }
}

const byTime = (one, other) => one.ts - other.ts

class Trace {
  constructor(events) {
    this.events = events
  }

  /** What the page marked by that name, in order; times in microseconds. */
  marks(name) {
    return this.events.filter((event) => event.name === name && event.cat.includes('blink.user_timing') && 'RI'.includes(event.ph)).sort(byTime)
  }

  /** What the page measured by that name, as [from, to]. */
  measures(name) {
    const ends = this.events.filter((event) => event.name === name && 'be'.includes(event.ph)).sort(byTime)
    return ends.filter(({ ph }) => ph === 'b').map(({ ts }, n) => [ts, ends.filter(({ ph }) => ph === 'e')[n].ts])
  }

  /** The tasks of the thread of the page that marked or measured something, in order. */
  tasks() {
    const { pid } = this.events.find((event) => event.cat?.includes('blink.user_timing') && ('RI'.includes(event.ph) || event.ph === 'b'))
    const { tid } = this.events.find((event) => event.pid === pid && event.name === 'thread_name' && event.args.name === 'CrRendererMain')
    return this.events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && /^ThreadController.*RunTask$/.test(event.name)).sort(byTime)
  }
}

/** Ticks of all processors by what they did: user, nice, system, idle, …, stolen. */
export function processors() {
  return readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).slice(1).map(Number)
}

export const IDLE = 3
export const STOLEN = 7

/** What of the ticks between two readings was of a kind, as "12 %". */
export function share(before, after, kind) {
  const ticks = after.map((now, n) => now - before[n])
  return `${((100 * ticks[kind]) / ticks.reduce((sum, n) => sum + n)).toFixed(0)} %`
}

/** "between frames: median 17.1, p90 20.0, p95 24.0, max 31.0 ms" */
export function line(name, times) {
  const sorted = [...times].sort((one, other) => one - other)
  const part = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1)
  return `${name}: median ${part(0.5)}, p90 ${part(0.9)}, p95 ${part(0.95)}, max ${part(1)} ms`
}
