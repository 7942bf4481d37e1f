// Holds every answer of a running server against api/openapi.yaml: its status,
// its content type, the headers listed as required, and its body, in which a
// member that the document does not name is an error too. An answer to an
// address or method that is not in the document must be a problem.
//
//     const contract = await readContract()
//     const fetch = contract.watch(globalThis.fetch)   // throws at what does not fit
//     contract.check({ method, path, status, headers, body })

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import SwaggerParser from '@apidevtools/swagger-parser'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

export const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const DOCUMENT = join(SOURCE, 'api', 'openapi.yaml')
export const METHODS = ['get', 'head', 'put', 'post', 'patch', 'delete']

// What any address may answer, listed or not: they are about the request as
// such and not about what it asks for.
const OF_ANY_REQUEST = [405, 411, 413, 414, 415, 431]

/// A schema of OpenAPI 3.0 as one of JSON Schema 2020-12, strict: where
/// members are named, no others may be. `isPart` within allOf, where only the
/// whole can know all members.
export function strictSchema(schema, isPart = false) {
  if (Array.isArray(schema)) return schema.map((part) => strictSchema(part, isPart))
  if (schema === null || typeof schema !== 'object') return schema
  const { nullable, example, description, discriminator, xml, externalDocs, deprecated, ...made } = schema
  for (const key of ['items', 'not', 'additionalProperties'])
    if (typeof made[key] === 'object') made[key] = strictSchema(made[key])
  for (const key of ['allOf', 'anyOf', 'oneOf'])
    if (made[key]) made[key] = strictSchema(made[key], key === 'allOf' || isPart)
  if (made.properties)
    made.properties = Object.fromEntries(
      Object.entries(made.properties).map(([name, part]) => [name, strictSchema(part)]),
    )
  const namesMembers = made.properties || made.allOf
  if (namesMembers && !isPart && made.additionalProperties === undefined)
    made.unevaluatedProperties = false
  if (made.exclusiveMinimum === true) {
    made.exclusiveMinimum = made.minimum
    delete made.minimum
  }
  if (made.exclusiveMaximum === true) {
    made.exclusiveMaximum = made.maximum
    delete made.maximum
  }
  return nullable ? { anyOf: [{ type: 'null' }, made] } : made
}

// "/tiles/{set}/{z}.mvt" as an expression; what has more letters of its own
// comes first.
function matcher(template) {
  const pattern = template
    .split(/\{[^}]*\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('([^/]+)')
  return { expression: new RegExp(`^${pattern}$`), letters: template.replace(/\{[^}]*\}/g, '').length }
}

// A "/" that is percent-encoded stays within its part.
const pathOf = (address) => {
  const path = address.split('?')[0]
  try {
    return path
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('/', '%2F'))
      .join('/')
  } catch {
    return path
  }
}

// The text of a body as it came over the wire, or as fetch unpacked it already;
// undefined where it is packed in a way that this Node cannot open.
function textOf(body, coding) {
  const bytes = Buffer.from(body ?? '')
  if (coding === 'gzip' && bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes).toString()
  try {
    if (coding === 'br') return brotliDecompressSync(bytes).toString()
  } catch {
    // unpacked already
  }
  return coding === 'zstd' && bytes.readUInt32LE?.(0) === 0xfd2fb528 ? undefined : bytes.toString()
}

const typeOf = (header) => (header ?? '').split(';')[0].trim()
const isJson = (type) => /^application\/(.*\+)?json$/.test(type)

export async function readContract(path = DOCUMENT) {
  const text = readFileSync(path, 'utf8')
  const raw = parse(text)
  const document = await SwaggerParser.dereference(parse(text))
  return new Contract(raw, document)
}

class Contract {
  #ajv = addFormats(new Ajv({ strict: false, allErrors: false, validateFormats: true }))
  #validators = new Map()
  #paths

  constructor(raw, document) {
    this.raw = raw
    this.document = document
    this.seen = new Set() // "get /v1/city 200"
    this.#paths = Object.keys(document.paths)
      .map((template) => ({ template, item: document.paths[template], ...matcher(template) }))
      .sort((a, b) => b.letters - a.letters)
  }

  operations() {
    return this.#paths.flatMap(({ template, item }) =>
      METHODS.filter((method) => item[method]).map((method) => ({
        method,
        path: template,
        operation: item[method],
        parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])],
        isPublic: !item[method].security?.length,
      })),
    )
  }

  #find(method, path) {
    const at = this.#paths.filter(({ expression }) => expression.test(path))
    const asked = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase()
    const found = at.find(({ item }) => item[asked])
    return { found, operation: found?.item[asked], method: asked, isKnown: at.length > 0 }
  }

  #fits(schema, value, what) {
    if (!this.#validators.has(schema)) this.#validators.set(schema, this.#ajv.compile(strictSchema(schema)))
    const validate = this.#validators.get(schema)
    if (validate(value)) return
    const [error] = validate.errors
    const more = error.params ? ` ${JSON.stringify(error.params)}` : ''
    throw new Error(`${what}: ${error.instancePath || 'it'} ${error.message}${more}`)
  }

  #checkProblem(answer, what, body) {
    if (typeOf(answer.headers['content-type']) !== 'application/problem+json')
      throw new Error(`${what}: it should be a problem, not ${answer.headers['content-type']}`)
    if (body) this.#fits(this.document.components.schemas.Problem, JSON.parse(body), what)
    if (answer.status === 405 && !answer.headers.allow) throw new Error(`${what}: there is no Allow`)
  }

  #checkHeaders(listed, answer, what) {
    for (const [name, header] of Object.entries(listed ?? {})) {
      const value = answer.headers[name.toLowerCase()]
      if (value === undefined) {
        if (header.required) throw new Error(`${what}: the header ${name} is missing`)
        continue
      }
      const number = ['integer', 'number'].includes(header.schema?.type)
      if (header.schema) this.#fits(header.schema, number ? Number(value) : value, `${what}: ${name}`)
    }
  }

  #checkBody(listed, answer, method, what, body) {
    const type = typeOf(answer.headers['content-type'])
    const media = listed.content
    if (!media || Object.keys(media).length === 0) {
      if (body) throw new Error(`${what}: it has a body, and none is listed`)
      return
    }
    const fitting = media[type] ?? media[`${type.split('/')[0]}/*`] ?? media['*/*']
    if (!fitting) throw new Error(`${what}: the content type ${type} is not listed`)
    if (method === 'HEAD' || body === undefined || !fitting.schema || !isJson(type)) return
    this.#fits(fitting.schema, JSON.parse(body), what)
  }

  /// `answer.headers` by lower-case names; `answer.body` a Buffer, string or
  /// nothing. Throws an Error that names what does not fit.
  check({ method = 'GET', ...answer }) {
    const path = pathOf(answer.path)
    const what = `${method} ${answer.path} ${answer.status}`
    const body = textOf(answer.body, answer.headers['content-encoding'])
    const { found, operation, method: asked, isKnown } = this.#find(method, path)
    if (OF_ANY_REQUEST.includes(answer.status) && !operation?.responses[answer.status])
      return this.#checkProblem(answer, what, body)
    if (!operation) {
      const isOurs = isKnown || /^\/(v1|tiles|ogc)\//.test(path)
      if (answer.status >= 400) this.#checkProblem(answer, what, body)
      else if (isOurs) throw new Error(`${what}: this is not in the document`)
      return
    }
    const listed = operation.responses[answer.status]
    if (!listed) throw new Error(`${what}: this status is not listed (${body?.slice(0, 200)})`)
    this.seen.add(`${asked} ${found.template} ${answer.status}`)
    this.#checkHeaders(listed.headers, answer, what)
    this.#checkBody(listed, answer, method, what, body)
  }

  /// A fetch whose every answer is checked. A body that is a stream without
  /// end must be left alone: give `unless(url)`.
  watch(fetch, unless = () => false) {
    return async (input, options = {}) => {
      const response = await fetch(input, options)
      const url = new URL(response.url)
      if (!unless(url))
        this.check({
          method: options.method ?? input.method ?? 'GET',
          path: url.pathname + url.search,
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: Buffer.from(await response.clone().arrayBuffer()),
        })
      return response
    }
  }
}
