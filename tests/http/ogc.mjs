// The collections read whole in two ways that share nothing but the city file:
// by a client of the OGC API (GDAL's OAPIF driver, or pages asked for here),
// and by GDAL's SQLite driver with plain SQL.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

export const EPSG = 'http://www.opengis.net/def/crs/EPSG/0/'
export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'

export const hasGdal = () => spawnSync('ogr2ogr', ['--version']).status === 0

// The city's metres (EPSG:9210) into degrees by EPSG:6960, written out: EPSG's
// parameters of both, in PROJ's own words.
const TO_DEGREES =
  '+proj=pipeline +step +inv +proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 ' +
  '+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 ' +
  '+step +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 +ry=0.01975479 ' +
  '+rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame ' +
  '+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 +step +proj=unitconvert +xy_in=rad +xy_out=deg'

const TAGS =
  'highway route service junction oneway oneway_bicycle oneway_motorcycle oneway_foot access vehicle motor_vehicle ' +
  'motorcar motorcycle bicycle foot maxspeed bridge tunnel layer cycleway sidewalk'

const newest = (table, more = '1') =>
  `(SELECT *, max(year) FROM ${table} WHERE ${more} GROUP BY school_id)`

/// What each collection should hold, as a planner would ask the file for it.
/// `id_` is the feature's id.
export const DIRECT = {
  schools: `SELECT s.id AS id_, s.name, s.levels, s.address, s.kind, s.source, c.rooms, c.class_cap, c.sessions,
      c.area_m2, c.year AS capacity_year, a.seats AS seats_grade_1, b.seats AS seats_grade_6,
      d.seats AS seats_grade_10, s.geom
    FROM school s LEFT JOIN ${newest('capacity')} c ON c.school_id = s.id
    LEFT JOIN ${newest('seats', 'grade = 1')} a ON a.school_id = s.id
    LEFT JOIN ${newest('seats', 'grade = 6')} b ON b.school_id = s.id
    LEFT JOIN ${newest('seats', 'grade = 10')} d ON d.school_id = s.id`,
  gates: `SELECT g.school_id || ':' || g.number AS id_, g.school_id, s.name AS school, g.number, g.geom
    FROM gate g LEFT JOIN school s ON s.id = g.school_id
    UNION ALL SELECT a.school_id || ':' || a.number, a.school_id, s.name, a.number, a.geom
    FROM (SELECT school_id, geom, (SELECT count(*) FROM gate g WHERE g.school_id = b.school_id) +
      (SELECT count(*) FROM added_gate c WHERE c.school_id = b.school_id AND c.fid <= b.fid) AS number FROM added_gate b) a
    LEFT JOIN school s ON s.id = a.school_id`,
  wards: `SELECT w.id AS id_, w.name, w.district, w.source, p.people, p.year AS people_year, w.geom FROM ward w
    LEFT JOIN (SELECT ward_id, max(year) AS year, iif(people IN (1, 2, 3, 4), NULL, people) AS people FROM
      (SELECT ward_id, year, coalesce(sum(people) FILTER (WHERE age IS NULL), sum(people)) AS people
        FROM population GROUP BY ward_id, year) GROUP BY ward_id) p ON p.ward_id = w.id
    WHERE w.source = CASE WHEN EXISTS (SELECT 1 FROM ward WHERE source = 'file') THEN 'file' ELSE 'osm' END`,
  units: `SELECT u.id AS id_, u.name, u.ward_id, (SELECT name FROM ward WHERE id = u.ward_id ORDER BY source LIMIT 1)
      AS ward, u.source, u.geom FROM unit u`,
  zones: `SELECT z.plan_id || ':' || z.school_id AS id_, z.plan_id, p.level, p.grade, p.year, z.school_id,
      s.name AS school, p.method, p.made_at, p.published_order = l.newest AS is_in_force, z.geom
    FROM zone z JOIN plan p ON p.id = z.plan_id LEFT JOIN school s ON s.id = z.school_id
    JOIN (SELECT level, max(published_order) AS newest FROM plan GROUP BY level) l ON l.level = p.level
    WHERE p.published_order > 0`,
  streets: `SELECT id AS id_, name, way_id || '' AS way_id, from_junction || '' AS from_junction,
      to_junction || '' AS to_junction, ${TAGS.replaceAll(' ', ', ')}, geom FROM street
    UNION ALL SELECT fid + (SELECT max(id) FROM street), name, '' || (4503599627370496 + fid), NULL, NULL,
      ${TAGS.split(' ').map((tag) => ({ highway: "'service'", service: "'alley'" })[tag] ?? 'NULL')}, geom FROM added_street`,
  indicators: `SELECT v.code || ':' || v.year || ':school:' || s.id AS id_, v.code, i.name_vi, i.name_en, i.unit, v.year,
      s.id AS school_id, NULL AS ward_id, s.name AS place, v.value, i.target, i.target_year, i.better, s.geom
    FROM indicator_value v JOIN indicator i USING (code) JOIN school s ON s.id = v.school_id
    WHERE i.unit LIKE '!%%' ESCAPE '!'
    UNION ALL SELECT v.code || ':' || v.year || ':ward:' || w.id, v.code, i.name_vi, i.name_en, i.unit, v.year,
      NULL, w.id, w.name, v.value, i.target, i.target_year, i.better, w.geom
    FROM indicator_value v JOIN indicator i USING (code) JOIN ward w ON w.id = v.ward_id
    WHERE v.school_id = '' AND i.unit LIKE '!%%' ESCAPE '!' AND w.source = (SELECT source FROM ward ORDER BY source LIMIT 1)`,
  cut_offs: `SELECT c.year || ':' || c.grade || ':' || c.school_id || ':' || c.programme AS id_, c.school_id,
      s.name AS school, c.year, c.grade, CASE WHEN c.programme <> '' THEN c.programme END AS programme, c.seats,
      c.placed, iif(c.placed IS NULL, NULL, c.is_full) AS is_full, c.last_group, c.last_group_name, c.last_cm, c.last_score_milli / 1000.0 AS last_score,
      c.method, c.round_id, s.geom
    FROM cut_off c JOIN school s ON s.id = c.school_id`,
}

// Waited for without holding up what else goes on: connections that the
// server ends meanwhile are noticed.
export const ogr2ogr = async (...args) =>
  (await promisify(execFile)('ogr2ogr', args, { encoding: 'utf8', maxBuffer: 1 << 30 })).stdout

const lines = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line.replace(/^\x1e/, '')))

const sorted = (features) => features.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

const keyed = (feature) => {
  const { id_, ...properties } = feature.properties
  return { id: String(id_), properties, geometry: feature.geometry }
}

/// All features of the file, in degrees or in its own metres, sorted by id.
export async function readDirectly(city, collection, inDegrees) {
  const how = inDegrees
    ? ['-f', 'GeoJSONSeq', '-t_srs', 'OGC:CRS84', '-ct', TO_DEGREES, '-lco', 'COORDINATE_PRECISION=9']
    : ['-f', 'GeoJSON', '-lco', 'RFC7946=NO', '-lco', 'COORDINATE_PRECISION=4']
  const text = await ogr2ogr('/vsistdout/', city, ...how, '-sql', DIRECT[collection], '-nln', 'direct')
  return sorted((inDegrees ? lines(text) : JSON.parse(text).features).map(keyed))
}

/// All features by GDAL's OAPIF driver, so many a page.
export async function readByDriver(address, collection, pageSize) {
  const text = await ogr2ogr(
    ...['-f', 'GeoJSONSeq', '/vsistdout/', `OAPIF:${address}/ogc`, '-oo', `PAGE_SIZE=${pageSize}`],
    ...['-lco', 'COORDINATE_PRECISION=9', '-lco', 'WRITE_BBOX=NO', '-lco', 'ID_FIELD=id_'],
    ...['-sql', `SELECT FID AS fid_, * FROM ${collection}`],
  )
  return sorted(
    lines(text).map(({ id, properties: { fid_, id: named, ...properties }, geometry }) => ({
      id: String(named ?? id ?? fid_),
      properties,
      geometry,
    })),
  )
}

/// All features by following the links to the next page.
export async function readPages(address, collection, query = '', each = async () => {}) {
  const features = []
  let next = `${address}/ogc/collections/${collection}/items${query === '' ? '' : `?${query}`}`
  while (next) {
    const answer = await fetch(next)
    assert.equal(answer.status, 200, next)
    const page = await answer.json()
    assert.equal(page.numberReturned, page.features.length)
    features.push(...page.features)
    next = page.links.find(({ rel }) => rel === 'next')?.href
    await each(page, answer)
  }
  return sorted(features.map((feature) => ({ ...feature, id: String(feature.id) })))
}

const plain = (value) => {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string' && /^\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:/.test(value))
    return Date.parse(value.replaceAll('/', '-').replace(' ', 'T').replace(/\+00$/, 'Z'))
  return value ?? null
}

const numbers = (coordinates) => coordinates.flat(Infinity)

/// Fails at the first feature that differs: id, any property, the kind of
/// geometry, or a coordinate by more than `tolerance`.
export function sameFeatures(found, wanted, tolerance) {
  assert.deepEqual(
    found.map(({ id }) => id),
    wanted.map(({ id }) => id),
  )
  found.forEach((feature, i) => {
    const other = wanted[i]
    for (const name of new Set([...Object.keys(feature.properties), ...Object.keys(other.properties)])) {
      const [a, b] = [plain(feature.properties[name]), plain(other.properties[name])]
      const near = typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b))
      assert.ok(near || a === b, `${feature.id}: ${name} is ${a}, not ${b}`)
    }
    assert.equal(feature.geometry.type, other.geometry.type, feature.id)
    const [here, there] = [numbers(feature.geometry.coordinates), numbers(other.geometry.coordinates)]
    assert.equal(here.length, there.length, feature.id)
    here.forEach((at, k) => assert.ok(Math.abs(at - there[k]) <= tolerance, `${feature.id}: ${at}, not ${there[k]}`))
  })
}
