// What a map shows at first, and the tiles that takes: worked out before the map's
// program is there, so that they come together. The map itself works it out again.

/** West, south, east, north, in degrees. */
export type Bounds = [number, number, number, number];

export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Bounds that must be in sight beside what lies over the map's edges. */
export interface Sight {
  bounds: Bounds;
  padding: Margins;
  maxZoom: number;
}

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

// Tiles are drawn 512 pixels wide at their own zoom (web Mercator).
const TILE_PX = 512;

/** Where degrees lie on a world of width 1, from the north-west. */
function onWorld(lon: number, lat: number): [x: number, y: number] {
  const radians = (lat * Math.PI) / 180;
  return [(lon + 180) / 360, (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2];
}

/** The tiles of a source in sight of a map of this size; `range`: the zooms it has. */
export function tilesInSight({ bounds, padding, maxZoom }: Sight, size: { width: number; height: number }, range: { minzoom: number; maxzoom: number }): TileAddress[] {
  const [west, south, east, north] = bounds;
  const [left, top] = onWorld(west, north);
  const [right, bottom] = onWorld(east, south);
  const across = (size.width - padding.left - padding.right) / (right - left);
  const down = (size.height - padding.top - padding.bottom) / (bottom - top);
  const zoom = Math.min(Math.log2(Math.min(across, down) / TILE_PX), maxZoom);
  const worldPx = TILE_PX * 2 ** zoom;
  const x = (left + right) / 2 - (padding.left - padding.right) / 2 / worldPx;
  const y = (top + bottom) / 2 - (padding.top - padding.bottom) / 2 / worldPx;
  const z = Math.min(Math.floor(zoom), range.maxzoom);
  if (!(z >= range.minzoom)) return [];
  const first = (middle: number, px: number) => Math.max(0, Math.floor((middle - px / 2 / worldPx) * 2 ** z));
  const last = (middle: number, px: number) => Math.min(2 ** z - 1, Math.floor((middle + px / 2 / worldPx) * 2 ** z));
  const tiles: TileAddress[] = [];
  for (let row = first(y, size.height); row <= last(y, size.height); row++)
    for (let column = first(x, size.width); column <= last(x, size.width); column++) tiles.push({ z, x: column, y: row });
  return tiles;
}
