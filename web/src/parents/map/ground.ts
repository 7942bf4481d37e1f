// What lies under the scenes: the tile sets that the parents' map is drawn from.

import { readTileSources, type TileSources } from '../../map/tile_sources.ts';

const TILE_SETS = ['base', 'wards', 'zones', 'schools'] as const;

export type Ground = TileSources<(typeof TILE_SETS)[number]>;

export function readGround(): Promise<Ground> {
  return readTileSources(TILE_SETS);
}
