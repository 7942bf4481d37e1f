// Reads the tiles of write_tiles.c with Mapbox's own decoder, which knows
// nothing of our encoder, and checks what a map would see.
//
//     WRITE_TILES=build/tests/write_tiles node --test tests/tiles

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { VectorTile, classifyRings } from "@mapbox/vector-tile";
import * as pbf from "pbf";

const Pbf = pbf.PbfReader ?? pbf.default;
const EXTENT = 4096;
const MARGIN = 64;
const folder = mkdtempSync(join(tmpdir(), "hocgan-tiles-"));
after(() => rmSync(folder, { recursive: true }));
execFileSync(process.env.WRITE_TILES, [folder], { stdio: "inherit" });

const tiles = readdirSync(folder)
  .filter((name) => name.endsWith(".mvt"))
  .map((name) => {
    const [set, z, x, y] = name.slice(0, -4).split("-");
    const tile = new VectorTile(new Pbf(readFileSync(join(folder, name))));
    return { name, set, z: +z, x: +x, y: +y, layers: tile.layers };
  });

function* features(set, layer, z) {
  for (const tile of tiles)
    if (tile.set === set && (z === undefined || tile.z === z) && tile.layers[layer])
      for (let i = 0; i < tile.layers[layer].length; i++)
        yield { tile, feature: tile.layers[layer].feature(i) };
}

const seen = (set, layer, z, property) => [
  ...new Set([...features(set, layer, z)].map(({ feature }) => feature.properties[property])),
].sort();

const layersAt = (set, z) => [
  ...new Set(tiles.filter((t) => t.set === set && t.z === z).flatMap((t) => Object.keys(t.layers))),
].sort();

const surface = (ring) =>
  ring.reduce((sum, p, i) => {
    const q = ring[(i + 1) % ring.length];
    return sum + p.x * q.y - q.x * p.y;
  }, 0) / 2;

test("every layer is version 2 with 4096 units and has a feature", () => {
  assert.ok(tiles.length > 300);
  for (const tile of tiles)
    for (const layer of Object.values(tile.layers)) {
      assert.equal(layer.version, 2);
      assert.equal(layer.extent, EXTENT);
      assert.ok(layer.length > 0);
    }
});

// The lines that names are written along are not cut.
const isLabelLine = (layer) => ["street_label", "waterway_label"].includes(layer.name);

test("coordinates stay within the tile and its margin, points within the tile", () => {
  for (const tile of tiles)
    for (const layer of Object.values(tile.layers))
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i);
        const most = feature.type === 1 ? 0 : isLabelLine(layer) ? 4 * EXTENT : MARGIN;
        for (const { x, y } of feature.loadGeometry().flat()) {
          assert.ok(x >= -most && x <= EXTENT + most, `${tile.name} ${layer.name} x ${x}`);
          assert.ok(y >= -most && y <= EXTENT + most, `${tile.name} ${layer.name} y ${y}`);
        }
      }
});

test("outer rings run clockwise on the screen and come before their holes", () => {
  let holes = 0;
  for (const tile of tiles)
    for (const layer of Object.values(tile.layers))
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i);
        if (feature.type !== 3) continue;
        const rings = feature.loadGeometry();
        assert.ok(surface(rings[0]) > 0, tile.name);
        for (const polygon of classifyRings(rings)) {
          assert.ok(surface(polygon[0]) > 0);
          for (const hole of polygon.slice(1)) {
            assert.ok(surface(hole) < 0);
            holes++;
          }
        }
      }
  assert.ok(holes > 10);
});

test("each thing appears from its zoom on", () => {
  assert.deepEqual(layersAt("base", 5), []);
  // The lake is 4 pixels wide at zoom 8; the park has its 8 pixels from 11 on.
  assert.deepEqual(layersAt("base", 8), ["builtup", "place", "street", "water"]);
  assert.deepEqual(layersAt("base", 10), ["boundary", "builtup", "place", "street", "water"]);
  assert.deepEqual(layersAt("base", 11), [
    "boundary", "builtup", "green", "place", "rail", "street", "water", "waterway"]);
  assert.deepEqual(layersAt("base", 16), [
    "area_label", "boundary", "building", "builtup", "green", "place", "rail", "street",
    "street_label", "water", "waterway", "waterway_label"]);
  assert.deepEqual(seen("base", "street", 12, "class"), ["ferry", "motorway", "tertiary"]);
  assert.deepEqual(seen("base", "street", 13, "class"), ["ferry", "minor", "motorway", "tertiary"]);
  assert.deepEqual(seen("base", "street", 15, "class"), ["ferry", "lane", "minor", "motorway", "tertiary"]);
  assert.deepEqual(layersAt("schools", 9), ["school"]);
  assert.deepEqual(layersAt("schools", 14), ["grounds", "school"]);
  assert.deepEqual(layersAt("schools", 15), ["gate", "grounds", "school"]);
  assert.deepEqual(layersAt("wards", 8), ["ward"]);
  assert.deepEqual(layersAt("wards", 12), ["ward", "ward_label"]);
  assert.deepEqual(layersAt("zones", 12), ["zone_primary"]);
  assert.deepEqual(layersAt("units", 10), []);
  assert.deepEqual(layersAt("units", 13), ["unit"]);
  assert.deepEqual(layersAt("units", 14), ["unit", "unit_label"]);
});

test("names and marks survive", () => {
  assert.deepEqual(seen("base", "water", 14, "name"), ["Hồ Con Rùa"]);
  assert.deepEqual(seen("base", "water", 14, "kind"), ["water"]);
  assert.deepEqual(seen("base", "place", 16, "name"), ["Chợ Bến Thành", "Thành phố"]);
  assert.deepEqual(seen("base", "boundary", 14, "admin_level"), [6]);
  assert.deepEqual(seen("base", "waterway", 14, "class"), ["canal"]);
  for (const { feature } of features("base", "street", 15)) {
    const { class: kind, name, oneway, bridge } = feature.properties;
    assert.equal(oneway, name === "Pasteur" || kind === "motorway" ? 1 : undefined);
    assert.equal(bridge, kind === "motorway" ? true : undefined);
    assert.equal(name === "Hẻm 12", kind === "lane");
  }
});

test("the pieces of a street are one line", () => {
  const whole = [...features("base", "street", 13)].filter(
    ({ feature }) => feature.properties.name === "Lê Lợi");
  assert.ok(whole.length >= 1);
  for (const { feature } of whole) assert.equal(feature.loadGeometry().length, 1);
});

test("every school and ward label is in exactly one tile of a zoom", () => {
  for (let z = 10; z <= 16; z++) {
    const ids = [...features("schools", "school", z)].map(({ feature }) => feature.properties.id);
    assert.equal(ids.length, new Set(ids).size);
    assert.equal(ids.length, 26);
    const wards = [...features("wards", "ward_label", z)].map(({ feature }) => feature.properties.name);
    assert.equal(wards.length, 9);
    assert.equal(new Set(wards).size, 9);
  }
  const { feature } = [...features("schools", "school", 14)].find(
    ({ feature: f }) => f.properties.id === "s07");
  assert.deepEqual({ ...feature.properties }, {
    id: "s07", name: "Trường Tiểu học Số 7", levels: "primary,lower_secondary", level: "primary" });
});

const lengthPx = (line) =>
  line.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - line[i].x, p.y - line[i].y), 0) / 8;

test("a name is written once along its street, wherever tiles are cut", () => {
  const written = (z) =>
    Object.fromEntries(
      [...new Set([...features("base", "street_label", z)].map(({ feature: f }) => f.properties.name))].map(
        (name) => [
          name,
          [...features("base", "street_label", z)]
            .filter(({ feature: f }) => f.properties.name === name)
            .flatMap(({ feature: f }) => f.loadGeometry()),
        ],
      ),
    );
  assert.deepEqual(Object.keys(written(13)), []); // the ferry is too short for its name, still at 14
  assert.deepEqual(Object.keys(written(14)).sort(), ["Lê Lợi"]);
  assert.deepEqual(Object.keys(written(16)).sort(), ["Hẻm 12", "Lê Lợi", "Pasteur", "Phà Thủ Thiêm"]);
  for (let z = 14; z <= 16; z++)
    for (const [name, lines] of Object.entries(written(z))) {
      assert.equal(lines.length, 1, `${name} at ${z}`);
      // 10 pixels a letter and 8 around, at every zoom.
      assert.ok(Math.abs(lengthPx(lines[0]) - (10 * [...name].length + 8)) < 1, `${name} at ${z}: ${lengthPx(lines[0])}`);
    }
});

test("lakes, parks and units have one point for their name", () => {
  for (let z = 14; z <= 16; z++) {
    const names = [...features("base", "area_label", z)].map(({ feature: f }) => f.properties.name).sort();
    assert.deepEqual(names, ["Hồ Con Rùa", "Tao Đàn"]);
    const ids = [...features("units", "unit_label", z)].map(({ feature: f }) => f.properties.id);
    assert.equal(ids.length, 16);
    assert.equal(new Set(ids).size, 16);
  }
});

// Whether the edge lies along the side where the tile was cut off.
const alongCut = (a, b) =>
  ["x", "y"].some((axis) => a[axis] === b[axis] && (a[axis] === -MARGIN || a[axis] === EXTENT + MARGIN));

test("zones share every vertex of their borders at every zoom", () => {
  let shared = 0;
  for (const tile of tiles) {
    const layer = tile.layers.zone_primary;
    // Farther out, the tile holds the outer border that has no neighbour.
    if (!layer || tile.z < 13) continue;
    const edges = new Map();
    for (let i = 0; i < layer.length; i++)
      for (const ring of layer.feature(i).loadGeometry())
        for (let k = 0; k + 1 < ring.length; k++) {
          const [a, b] = [ring[k], ring[k + 1]];
          if (alongCut(a, b)) continue;
          const key = `${a.x},${a.y} ${b.x},${b.y}`;
          edges.set(key, (edges.get(key) ?? 0) + 1);
        }
    for (const [key, count] of edges) {
      const back = key.split(" ").reverse().join(" ");
      assert.equal(edges.get(back), count, `${tile.name}: ${key} has no neighbour`);
      shared++;
    }
  }
  assert.ok(shared > 10000);
});

test("at low zooms the zones still tile the town without overlap", () => {
  for (const tile of tiles.filter((t) => t.set === "zones" && t.z >= 9 && t.z <= 12)) {
    const layer = tile.layers.zone_primary;
    let sum = 0;
    const whole = [];
    for (let i = 0; i < layer.length; i++)
      for (const ring of layer.feature(i).loadGeometry()) {
        sum += surface(ring);
        for (const p of ring) whole.push(p);
      }
    const xs = whole.map((p) => p.x);
    const ys = whole.map((p) => p.y);
    const box = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
    // The outer border is a square seen at a slight angle.
    assert.ok(Math.abs(sum - box) < 0.02 * box, `${tile.name}: ${sum} of ${box}`);
  }
});

test("neighbouring zones differ in tint", () => {
  const byEdge = new Map();
  for (const { tile, feature } of features("zones", "zone_primary", 14))
    for (const ring of feature.loadGeometry())
      for (let k = 0; k + 1 < ring.length; k++) {
        const [a, b] = [ring[k], ring[k + 1]];
        if (alongCut(a, b)) continue;
        const key = [`${a.x},${a.y}`, `${b.x},${b.y}`].sort().join(" ") + tile.name;
        const { school, tint } = feature.properties;
        const other = byEdge.get(key);
        if (other && other.school !== school) assert.notEqual(other.tint, tint);
        byEdge.set(key, { school, tint });
      }
});

test("TileJSON names every layer and field that the tiles have", () => {
  for (const set of ["base", "schools", "wards", "units", "zones"]) {
    const json = JSON.parse(readFileSync(join(folder, `${set}.json`), "utf8"));
    assert.equal(json.tilejson, "3.0.0");
    assert.match(json.tiles[0], new RegExp(`^http://city\\.example:8080/tiles/${set}/{z}/{x}/{y}\\.mvt`));
    assert.equal(json.attribution, "made up");
    assert.equal(json.bounds.length, 4);
    assert.ok(json.bounds[0] < 106.95 && json.bounds[2] > 106.66);
    const described = new Map(json.vector_layers.map((layer) => [layer.id, layer]));
    for (const tile of tiles.filter((t) => t.set === set)) {
      assert.ok(tile.z >= json.minzoom);
      for (const layer of Object.values(tile.layers)) {
        const { fields, minzoom } = described.get(layer.name);
        assert.ok(tile.z >= minzoom, `${layer.name} at ${tile.z}`);
        for (let i = 0; i < layer.length; i++)
          for (const [key, value] of Object.entries(layer.feature(i).properties))
            assert.equal(fields[key]?.toLowerCase(), typeof value, `${layer.name} ${key}`);
      }
    }
  }
});
