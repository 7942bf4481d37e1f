// Where the tiles of a set are. A source that only names its set has the map ask for
// that when it has started; a page that is in a hurry asks while the map's program
// is on its way.

import type { VectorSourceSpecification } from 'maplibre-gl';
import type { TileSet } from '../api/contract.ts';
import { answerOf, service } from '../api/request.ts';

export type TileSources<Set extends TileSet = TileSet> = Record<Set, VectorSourceSpecification>;

/** Everything the map fetches comes from this page's own server, also where a proxy
    hides the address by which that server knows itself. */
export function ownAddress(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return location.origin + pathname.replaceAll('%7B', '{').replaceAll('%7D', '}') + search;
}

/** A vector source of one of the service's tile sets. */
export function tiles(set: TileSet): VectorSourceSpecification {
  return { type: 'vector', url: `/tiles/${set}.json` };
}

async function readSource(set: TileSet): Promise<VectorSourceSpecification> {
  const { tiles, bounds, minzoom, maxzoom } = await answerOf(service.GET('/tiles/{set}.json', { params: { path: { set } } }));
  const [west, south, east, north] = bounds ?? [-180, -85.051129, 180, 85.051129];
  return { type: 'vector', tiles, bounds: [west, south, east, north] as [number, number, number, number], minzoom, maxzoom };
}

/** The sources of the sets, ready to be drawn; where one cannot be read, the map may try. */
export async function readTileSources<Set extends TileSet>(sets: readonly Set[]): Promise<TileSources<Set>> {
  const sources = await Promise.all(sets.map(async (set) => [set, await readSource(set).catch(() => tiles(set))] as const));
  return Object.fromEntries(sources) as TileSources<Set>;
}
