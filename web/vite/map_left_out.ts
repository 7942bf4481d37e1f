// What the maps of these pages never show: the library's parts for it stay out of
// its program, which every phone fetches and reads before its first map. In place
// of such a part stands one with the same names, which says so if it is ever asked:
//
//     the map was built without "webgl/draw/draw_raster.ts" (vite/map_left_out.ts)
//
// Whoever needs a part takes its line away. The build fails when a part is no longer
// in the library, or is no longer part of it.

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Plugin } from 'vite';

/** By what it is for; paths in the library's `src`. */
const LEFT_OUT: Record<string, string[]> = {
  'pictures as tiles or as a source': [
    'source/raster_tile_source.ts',
    'source/image_source.ts',
    'source/video_source.ts',
    'source/canvas_source.ts',
    'webgl/draw/draw_raster.ts',
  ],
  'heights and their shadows': [
    'source/raster_dem_tile_source.ts',
    'source/raster_dem_tile_worker_source.ts',
    'webgl/draw/draw_hillshade.ts',
    'webgl/draw/draw_color_relief.ts',
    'render/terrain.ts',
    'webgl/render_to_texture.ts',
    'webgl/draw/draw_terrain.ts',
  ],
  'houses as blocks, heat, drawings of others': [
    'webgl/draw/draw_fill_extrusion.ts',
    'webgl/draw/draw_heatmap.ts',
    'webgl/draw/draw_custom.ts',
  ],
  'a round earth': [
    'geo/projection/globe_projection.ts',
    'geo/projection/globe_transform.ts',
    'geo/projection/globe_camera_helper.ts',
    'geo/projection/vertical_perspective_projection.ts',
    'geo/projection/vertical_perspective_transform.ts',
    'geo/projection/vertical_perspective_camera_helper.ts',
  ],
  'tiles in MapLibre’s own form; ours are Mapbox’s': ['source/vector_tile_mlt.ts'],
  'what helps who writes a style': ['webgl/draw/draw_debug.ts', 'webgl/draw/draw_collision_debug.ts'],
};

// Maps seen from straight above have no sky, and styles are checked when they are
// tested (tests/web): these two do nothing where the library calls them.
const NOTHING = 'export function drawSky() {}\nexport function drawAtmosphere() {}';
const UNCHECKED = [
  "export const SPEC_SOURCE_TYPES = new Set(['vector', 'geojson']);",
  'const none = () => [];',
  'const KINDS = ["source", "sprite", "glyphs", "layer", "light", "sky", "terrain", "filter", "paintProperty", "layoutProperty"];',
  'export const validateStyle = Object.assign(() => [], Object.fromEntries(KINDS.map((kind) => [kind, none])));',
  'export const validateStyleAndEmit = () => false;',
  'export const emitValidationErrors = () => false;',
  'export const validateAndEmit = () => false;',
].join('\n');
const IDLE: Record<string, string> = { 'webgl/draw/draw_sky.ts': NOTHING, 'style/validate_style.ts': UNCHECKED };

/** Programs of the graphics card for what is left out. */
const SHADERS = /^shaders\/glsl\/(_projection_globe|atmosphere|collision_|color_relief|debug|fill_extrusion|heatmap|hillshade|raster|sky|terrain)\S*\.g\.ts$/;

/** The names a module gives, of those it declares where it gives them, as library's parts do. */
function namesOf(source: string): string[] {
  return [...source.matchAll(/^export (?:abstract class|class|async function|function|const|let) (\w+)/gm)].map((match) => match[1] as string);
}

// A function may be called or be made an object with `new`: both say what is missing.
function refusing(part: string, source: string): string {
  const listed = /^export \{([^}]*)\}/m.exec(source)?.[1]?.split(',').map((name) => name.trim()) ?? [];
  const names = [...namesOf(source), ...listed.filter((name) => name !== '')];
  if (names.length === 0) throw new Error(`the map's library has nothing to leave out in "${part}" (vite/map_left_out.ts)`);
  const refuse = `function refuse() { throw new Error('the map was built without "${part}" (vite/map_left_out.ts)'); }`;
  return `${refuse}\n${names.map((name) => `export { refuse as ${name} };`).join('\n')}`;
}

/** Leaves out the parts of the library under `source`. */
export function mapLeftOut(source: string): Plugin {
  const parts = new Set(Object.values(LEFT_OUT).flat());
  const unseen = new Set([...parts, ...Object.keys(IDLE)]);
  return {
    name: 'map-left-out',
    enforce: 'pre',
    load(id) {
      if (!id.startsWith(source)) return null;
      const part = relative(source, id);
      unseen.delete(part);
      if (SHADERS.test(part)) return "export default '';";
      return parts.has(part) ? refusing(part, readFileSync(id, 'utf8')) : (IDLE[part] ?? null);
    },
    buildEnd(error) {
      if (error || unseen.size === 0 || this.meta.watchMode) return;
      this.error(`no longer in the map's library: ${[...unseen].join(', ')} (vite/map_left_out.ts)`);
    },
  };
}
