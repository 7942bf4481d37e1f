// The map of the report: wards as a drawing in lines and classes, which prints
// sharp and needs no tiles. Shapes are the open data's own.

import type { FeatureCollection, Geometry } from 'geojson';
import type { PlanningRooms } from '../../api/planning.ts';
import { throwUnlessGood } from '../../api/request.ts';
import { chart, INK, LINE, type Plot } from '../../part/plot.ts';
import { h } from '../../element.ts';
import { needOf, shortName } from '../findings.ts';
import { shortageLegend, shortageScale, shortageScene, SHORTAGE_TOKENS } from '../years/shortage_map.ts';
import { forecastSource } from '../years/year_charts.ts';
import type { Wording } from '../wording.ts';

const MOST_WARDS = 1000;
const HEIGHT_PX = 420;

export async function readWardShapes(): Promise<FeatureCollection> {
  const response = await fetch(`/ogc/collections/wards/items?f=json&limit=${MOST_WARDS}`);
  await throwUnlessGood(response);
  return flat((await response.json()) as FeatureCollection);
}

// Degrees as Mercator has them, so that shapes keep their form on flat paper.
function mercatorDegrees(latitude: number): number {
  const radians = (latitude * Math.PI) / 180;
  return (Math.log(Math.tan(Math.PI / 4 + radians / 2)) * 180) / Math.PI;
}

function flatten(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  const [lon, lat] = coordinates as unknown[];
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, mercatorDegrees(lat)] : coordinates.map(flatten);
}

function flat(shapes: FeatureCollection): FeatureCollection {
  const features = shapes.features.map((feature) => ({
    ...feature,
    geometry: 'coordinates' in feature.geometry ? ({ ...feature.geometry, coordinates: flatten(feature.geometry.coordinates) } as Geometry) : feature.geometry,
  }));
  return { type: 'FeatureCollection', features };
}

interface Place {
  name: string;
  shortage: number | null;
}

function placesOf(rooms: PlanningRooms, year: number): Map<string, Place> {
  return new Map(rooms.wards.map((ward) => [ward.id ?? '', { name: shortName(ward, rooms), shortage: needOf(ward, year)?.shortage ?? null }]));
}

export function wardPicture(rooms: PlanningRooms, year: number, shapes: FeatureCollection, wording: Wording): HTMLElement {
  const places = placesOf(rooms, year);
  const scale = shortageScale(rooms);
  const of = (id: string | number | undefined) => places.get(String(id))?.shortage ?? null;
  const fill = (id: string | number | undefined) => {
    const shortage = of(id);
    return shortage === null ? 'none' : `var(--${SHORTAGE_TOKENS[scale.classOf(shortage)] ?? ''})`;
  };
  const draw = (plot: Plot, widthPx: number) =>
    plot.plot({
      width: widthPx,
      height: HEIGHT_PX,
      projection: { type: 'reflect-y', domain: shapes, inset: 4 },
      style: { fontFamily: 'var(--family)', fontSize: '12px' },
      marks: [
        plot.geo(shapes.features, { fill: ({ id }) => fill(id), stroke: LINE }),
        plot.text(
          shapes.features.filter(({ id }) => (of(id) ?? 0) > 0),
          plot.centroid({ text: ({ id }) => wording.count(of(id) ?? 0), fill: INK, stroke: 'var(--card)', strokeWidth: 3, fontWeight: 600 }),
        ),
      ],
    });
  const level = wording.say(`level_word_${rooms.level}`);
  const title = wording.say('report_map', { level, year: wording.say('school_year', { from: year, to: year + 1 }) });
  const rows = [...places.values()].map(({ name, shortage }) => [name, shortage]);
  const picture = chart(
    {
      title,
      source: forecastSource(rooms, wording),
      alt: title,
      data: { file: `shortage-map-${rooms.level}-${year}.csv`, columns: [wording.say('ward'), wording.say('missing_rooms')], rows },
      draw: (plot, theme) => draw(plot, theme.width ?? 0),
    },
    wording,
  );
  return h('div', { class: 'ward-picture' }, picture, shortageLegend(rooms, shortageScene(rooms, year, '', wording), wording));
}
