// Looks for marked children in whatever bytes a server or program gives: their
// texts in every dress a text may wear, and their homes as degrees, as the
// city's metres and as the bytes of either.

/** Marks that are in no language and no map: letters only, so folding them does nothing but lower them. */
export const MARKS = ['zkwqname', 'xjvbhome', 'wqpzschool', 'qzkxchild', 'jxqwnote', 'vzqkfile']

const base64Of = (mark) => {
  const found = []
  for (let shift = 0; shift < 3; shift++) {
    const whole = Buffer.from(' '.repeat(shift) + mark).toString('base64')
    found.push(whole.slice(shift === 0 ? 0 : shift + 1, whole.length - 4))
  }
  return found
}
const percentOf = (mark) => [...Buffer.from(mark)].map((byte) => `%${byte.toString(16)}`).join('')
const DRESSES = MARKS.flatMap((mark) => [...base64Of(mark), Buffer.from(mark, 'utf16le').toString('latin1')])

const around = (text, at) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))

/** A pair of numbers as a key, in steps of that size; a home is filed under its own step and those around. */
class Grid {
  constructor(step) {
    this.step = step
    this.cells = new Map()
  }
  #cell = (value) => Math.floor(value / this.step)
  add(x, y) {
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) {
        const key = `${this.#cell(x) + dx},${this.#cell(y) + dy}`
        if (!this.cells.has(key)) this.cells.set(key, [])
        this.cells.get(key).push([x, y])
      }
  }
  has(x, y) {
    const near = this.cells.get(`${this.#cell(x)},${this.#cell(y)}`) ?? []
    return near.some(([a, b]) => Math.hypot(a - x, b - y) <= this.step)
  }
}

export class MarkSearch {
  /** Homes as {lon, lat, x, y}: degrees, and the metres the city counts in. */
  constructor(homes) {
    this.degrees = new Grid(0.000005) // half a metre
    this.metres = new Grid(0.5)
    this.bytes = []
    for (const { lon, lat, x, y } of homes) {
      this.degrees.add(lon, lat)
      this.metres.add(x, y)
      for (const value of [x, lon]) {
        const bytes = Buffer.alloc(8)
        bytes.writeDoubleLE(value)
        this.bytes.push(bytes, Buffer.from(bytes).reverse())
      }
    }
  }

  hasHome(lon, lat) {
    return this.degrees.has(lon, lat)
  }

  /** What of a child is in there, or undefined. */
  inText(text) {
    const lower = text.toLowerCase()
    const decoded = lower.includes('%') ? lower.replace(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))) : lower
    for (const mark of MARKS) {
      const at = decoded.indexOf(mark)
      if (at >= 0) return around(decoded, at)
    }
    for (const dress of DRESSES) {
      const at = text.indexOf(dress)
      if (at >= 0) return around(text, at)
    }
    let before
    for (const match of text.matchAll(/-?\d+\.\d+/g)) {
      const number = Number(match[0])
      if (before !== undefined) {
        const [a, b] = [before, number]
        if (this.degrees.has(a, b) || this.degrees.has(b, a) || this.metres.has(a, b) || this.metres.has(b, a))
          return around(text, match.index)
      }
      before = number
    }
    return undefined
  }

  /** The same, and the bytes of positions. */
  inBytes(bytes) {
    const found = this.inText(bytes.toString('latin1'))
    if (found) return found
    const home = this.bytes.find((wanted) => bytes.includes(wanted))
    return home ? `the bytes ${home.toString('hex')}` : undefined
  }
}

export { percentOf }
