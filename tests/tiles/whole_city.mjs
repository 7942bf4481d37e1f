// All tiles of a whole city, read with Mapbox's own decoder: what a map of it
// must show at every zoom. Used for the made-up city and for a real one.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";

import { VectorTile } from "@mapbox/vector-tile";
import * as pbf from "pbf";

const Pbf = pbf.PbfReader ?? pbf.default;
const EXTENT = 4096;
const MARGIN = 64;
const SETS = ["base", "schools", "wards", "units", "zones"];
const COVERAGES = { wards: ["ward"], units: ["unit"], zones: ["zone_primary", "zone_lower_secondary"] };
const MOST_BYTES = 200 * 1024;
const LAST_ZOOM = 16;

export const folder = mkdtempSync(join(tmpdir(), "hocgan-city-"));
after(() => rmSync(folder, { recursive: true }));

export function run(...words) {
  return execFileSync(process.env.HOCGAN, words, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
}

function* tilesOf(set) {
  const bytes = readFileSync(join(folder, `${set}.all`));
  for (let at = 0; at < bytes.length; ) {
    const [z, x, y, n] = [0, 4, 8, 12].map((k) => bytes.readUInt32LE(at + k));
    yield { set, z, x, y, name: `${set}/${z}/${x}/${y}`, bytes: bytes.subarray(at + 16, at + 16 + n) };
    at += 16 + n;
  }
}

const decoded = (tile) => new VectorTile(new Pbf(tile.bytes)).layers;

function* featuresOf(layer) {
  for (let i = 0; i < (layer?.length ?? 0); i++) yield layer.feature(i);
}

// Twice the surface, positive when it runs clockwise on the screen.
function surface(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
  return sum;
}

function sizes() {
  for (const set of SETS) {
    let largest = 0;
    let squeezed = 0;
    let where = "";
    let n = 0;
    for (const tile of tilesOf(set)) {
      n++;
      assert.ok(tile.bytes.length < MOST_BYTES, `${tile.name} has ${tile.bytes.length} bytes`);
      if (tile.bytes.length > largest) where = tile.name;
      largest = Math.max(largest, tile.bytes.length);
      if (tile.bytes.length > squeezed) squeezed = Math.max(squeezed, gzipSync(tile.bytes).length);
    }
    console.log(`${set}: ${n} tiles, the largest ${where} ${Math.ceil(largest / 1024)} KB, squeezed at most ${Math.ceil(squeezed / 1024)} KB`);
  }
}

function checkRing(ring, isFirst, where) {
  assert.ok(ring.length >= 4, `${where}: a ring of ${ring.length} points`);
  assert.notEqual(surface(ring), 0, `${where}: a ring without surface`);
  assert.ok(!isFirst || surface(ring) > 0, `${where}: an outer ring turns the wrong way`);
  for (let i = 1; i < ring.length; i++)
    assert.ok(ring[i].x !== ring[i - 1].x || ring[i].y !== ring[i - 1].y, `${where}: a point twice`);
}

function checkFeature(feature, where) {
  const parts = feature.loadGeometry();
  assert.ok(parts.length > 0, where);
  if (feature.type === 3) parts.forEach((ring, i) => checkRing(ring, i === 0, where));
  if (feature.type === 2) for (const line of parts) assert.ok(line.length >= 2, where);
  if (feature.type === 1)
    for (const [p] of parts) assert.ok(p.x >= 0 && p.x < EXTENT && p.y >= 0 && p.y < EXTENT, where);
}

function validity() {
  let n = 0;
  for (const set of SETS)
    for (const tile of tilesOf(set))
      for (const layer of Object.values(decoded(tile))) {
        assert.equal(layer.version, 2);
        for (const feature of featuresOf(layer)) {
          checkFeature(feature, `${tile.name} ${layer.name}`);
          n++;
        }
      }
  assert.ok(n > 1000);
}

// --- shared borders

const isCut = (p) => p.x === -MARGIN || p.y === -MARGIN || p.x === EXTENT + MARGIN || p.y === EXTENT + MARGIN;

// A patch smaller than a pixel may come out inside out, as its few vertices
// fall on the grid; it is drawn over its neighbours then, so its edges run
// twice one way. Nothing is left open.
const isSpeck = ({ low, high, n }) => Math.abs(n) === 2 && Math.hypot(low.x - high.x, low.y - high.y) < 8;

// The edges of a tile that run one way more often than the other: those of the
// coverage's own outline, if its areas fit together.
function unmatched(layer) {
  const balance = new Map();
  for (const feature of featuresOf(layer))
    for (const ring of feature.loadGeometry())
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = [ring[i], ring[i + 1]];
        const forward = a.x < b.x || (a.x === b.x && a.y < b.y);
        const [low, high] = forward ? [a, b] : [b, a];
        const key = ((low.x + 256) * 8192 + low.y + 256) * 67108864 + (high.x + 256) * 8192 + high.y + 256;
        const seen = balance.get(key) ?? { low, high, n: 0 };
        seen.n += forward ? 1 : -1;
        balance.set(key, seen);
      }
  return [...balance.values()].filter((edge) => edge.n !== 0 && !isSpeck(edge));
}

const keyOf = (x, y) => x * 4294967296 + y;

// Every place that is a vertex of the outline with all details, on the grid of
// each zoom (and next to it, as rounding twice may be off by one).
function outlinePlaces(set, name) {
  const places = new Map();
  for (let z = 0; z <= LAST_ZOOM; z++) places.set(z, new Set());
  for (const tile of tilesOf(set)) {
    if (tile.z !== LAST_ZOOM) continue;
    const layer = decoded(tile)[name];
    if (!layer) continue;
    for (const edge of unmatched(layer))
      for (const p of [edge.low, edge.high]) {
        if (isCut(p)) continue;
        for (let z = 0; z <= LAST_ZOOM; z++) {
          const scale = 2 ** (LAST_ZOOM - z);
          const x = Math.round((tile.x * EXTENT + p.x) / scale);
          const y = Math.round((tile.y * EXTENT + p.y) / scale);
          for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) places.get(z).add(keyOf(x + dx, y + dy));
        }
      }
  }
  return places;
}

function sharedBorders(set, name) {
  const places = outlinePlaces(set, name);
  let n = 0;
  for (const tile of tilesOf(set)) {
    const layer = decoded(tile)[name];
    if (!layer) continue;
    for (const edge of unmatched(layer))
      for (const p of [edge.low, edge.high]) {
        if (isCut(p)) continue;
        n++;
        const at = keyOf(tile.x * EXTENT + p.x, tile.y * EXTENT + p.y);
        assert.ok(places.get(tile.z).has(at), `${tile.name} ${name}: a border at ${p.x},${p.y} has no neighbour`);
      }
  }
  return n;
}

// --- surfaces

function halfPlane(ring, isInside, cutAt) {
  const kept = [];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[j], ring[i]];
    if (isInside(a) !== isInside(b)) kept.push(cutAt(a, b));
    if (isInside(b)) kept.push(b);
  }
  return kept;
}

const cutX = (x) => (a, b) => ({ x, y: a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) });
const cutY = (y) => (a, b) => ({ x: a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y), y });

// The ring without the margin, so that tiles can be added up.
function withinTile(ring) {
  ring = halfPlane(ring, (p) => p.x >= 0, cutX(0));
  ring = halfPlane(ring, (p) => p.x <= EXTENT, cutX(EXTENT));
  ring = halfPlane(ring, (p) => p.y >= 0, cutY(0));
  return halfPlane(ring, (p) => p.y <= EXTENT, cutY(EXTENT));
}

// The whole surface at each zoom and how long its outline is, in the units of
// that zoom.
function surfaces(set, name) {
  const sums = new Map();
  for (const tile of tilesOf(set)) {
    const layer = decoded(tile)[name];
    if (!layer) continue;
    const sum = sums.get(tile.z) ?? { surface: 0, outline: 0 };
    for (const feature of featuresOf(layer))
      for (const ring of feature.loadGeometry()) sum.surface += surface(withinTile(ring)) / 2;
    for (const { low, high } of unmatched(layer)) if (!isCut(low) || !isCut(high)) sum.outline += Math.hypot(low.x - high.x, low.y - high.y);
    sums.set(tile.z, sum);
  }
  return sums;
}

// Along the outline a vertex may stand half a unit off its place, and those
// within two units of the line are left out: most of it evens out.
function sameSurface(set, name) {
  const sums = surfaces(set, name);
  for (const [z, { surface, outline }] of sums) {
    const whole = sums.get(LAST_ZOOM).surface / 4 ** (LAST_ZOOM - z);
    assert.ok(Math.abs(surface - whole) < outline / 2, `${set} ${name} at ${z}: ${(100 * surface) / whole} % of its surface`);
  }
}

// --- labels

function oncePerFeature(set, layer, key, allFrom) {
  const seen = new Map();
  for (const tile of tilesOf(set))
    for (const feature of featuresOf(decoded(tile)[layer])) {
      const id = `${tile.z} ${feature.properties[key]}`;
      assert.ok(!seen.has(id), `${tile.name} ${layer}: ${id} a second time`);
      seen.set(id, true);
    }
  const count = (z) => [...seen.keys()].filter((id) => id.startsWith(`${z} `)).length;
  assert.ok(count(LAST_ZOOM) > 0);
  for (let z = allFrom; z <= LAST_ZOOM; z++) assert.equal(count(z), count(LAST_ZOOM), `${layer} at ${z}`);
}

// Names along streets: no stretch of a street carries its name twice, in one
// tile or in two.
function writtenOnce() {
  const seen = new Map();
  let n = 0;
  for (const tile of tilesOf("base")) {
    const layer = decoded(tile).street_label;
    for (const feature of featuresOf(layer))
      for (const line of feature.loadGeometry()) {
        const { name } = feature.properties;
        n++;
        for (let i = 1; i < line.length; i++) {
          const ends = [line[i - 1], line[i]].map((p) => `${tile.x * EXTENT + p.x},${tile.y * EXTENT + p.y}`);
          const key = `${tile.z} ${name} ${ends.sort()}`;
          assert.ok(!seen.has(key), `${tile.name}: ${key} a second time`);
          seen.set(key, true);
        }
      }
  }
  return n;
}

/** The tests of one city, whose file `makeCity` makes in the folder. */
export function testCity(makeCity) {
  const city = join(folder, "city.sqlite");
  makeCity(city);
  run("network", city);
  execFileSync(process.env.WRITE_TILES, [folder, city]);

  test("two builds give equal bytes, with one thread and with all", () => {
    const path = join(folder, "city.tiles");
    const first = readFileSync(path);
    execFileSync("taskset", ["-c", "0", process.env.HOCGAN, "network", city], { stdio: "ignore" });
    assert.ok(first.equals(readFileSync(path)));
  });
  test("every tile has less than 200 KB", sizes);
  test("rings turn the right way, have surface and no point twice; points lie in their tile", validity);
  for (const [set, layers] of Object.entries(COVERAGES))
    for (const layer of layers) {
      test(`${layer}: borders that are shared are shared at every zoom`, () => {
        assert.ok(sharedBorders(set, layer) > 100);
      });
      test(`${layer}: the surface is the same at every zoom`, () => sameSurface(set, layer));
    }
  test("a ward, a unit and a school have one point each at a zoom", () => {
    oncePerFeature("wards", "ward_label", "id", 10);
    oncePerFeature("units", "unit_label", "id", 14);
    oncePerFeature("schools", "school", "id", 9);
  });
  test("no stretch of a street carries its name twice", () => assert.ok(writtenOnce() > 100));
}
