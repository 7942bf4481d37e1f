// The wards of the city with their outlines, from the open data: their names,
// and which one a home lies in.

import type { LonLat } from '../../api/contract.ts';
import { throwUnlessGood } from '../../api/request.ts';

type Ring = LonLat[];

interface WardFeature {
  id: string | number;
  properties: { name?: string | null };
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] } | null;
}

interface WardArea {
  id: string;
  name: string;
  polygons: Ring[][];
  box: [west: number, south: number, east: number, north: number];
}

function boxOf(polygons: Ring[][]): WardArea['box'] {
  const box: WardArea['box'] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of polygons.flat(2)) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function wardArea({ id, properties, geometry }: WardFeature): WardArea {
  const polygons = !geometry ? [] : geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return { id: String(id), name: properties.name ?? String(id), polygons, box: boxOf(polygons) };
}

// A ray to the east crosses the outline an odd number of times from inside;
// holes are crossed too, so all rings of a polygon are one count.
function isInside(rings: Ring[], [lon, lat]: LonLat): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [x, y] = ring[i] as LonLat;
      const [x2, y2] = ring[j] as LonLat;
      if (y > lat !== y2 > lat && lon < ((x2 - x) * (lat - y)) / (y2 - y) + x) inside = !inside;
    }
  return inside;
}

export class WardAreas {
  private readonly names: Map<string, string>;

  constructor(private readonly areas: WardArea[]) {
    this.names = new Map(areas.map(({ id, name }) => [id, name]));
  }

  get count(): number {
    return this.areas.length;
  }

  /** Of those of `ids`; in the order of their names. */
  list(ids: string[]): { id: string; name: string }[] {
    const wanted = new Set(ids);
    return this.areas
      .filter(({ id }) => wanted.has(id))
      .sort((one, other) => one.name.localeCompare(other.name, 'vi', { numeric: true }));
  }

  name(id: string | null): string {
    return (id && this.names.get(id)) || (id ?? '');
  }

  /** The id of the ward that the place lies in. */
  at(place: LonLat): string | null {
    const [lon, lat] = place;
    const isNear = ({ box }: WardArea) => lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3];
    return this.areas.find((ward) => isNear(ward) && ward.polygons.some((rings) => isInside(rings, place)))?.id ?? null;
  }
}

export async function readWardAreas(): Promise<WardAreas> {
  const response = await fetch('/ogc/collections/wards/items?limit=1000&f=json');
  await throwUnlessGood(response);
  const { features } = (await response.json()) as { features: WardFeature[] };
  return new WardAreas(features.map(wardArea));
}
