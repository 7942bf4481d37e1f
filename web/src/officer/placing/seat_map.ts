// Layers of the map of places: schools as rings filled by seats used, the pupils
// of the one chosen, and the way of one pupil.

import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Level, LonLat, Route } from '../../api/contract.ts';
import { cityStyle } from '../../map/city_style.ts';
import { PLAIN } from '../../map/map_fonts.ts';
import type { StyleOf } from '../../map/map_stage.ts';
import { sizePx, type Paint } from '../../map/paint.ts';
import { routeLayers } from '../../map/route_layers.ts';
import { RING_SIZE, ringName } from '../../map/seat_ring.ts';
import type { SchoolSeats } from './school_seats.ts';

export interface SeatScene {
  level: Level;
  schools: SchoolSeats[];
  chosen: string;
  homes: LonLat[];
  way: Route | null;
}

function collection(features: Feature[]): SourceSpecification {
  const data: FeatureCollection = { type: 'FeatureCollection', features };
  return { type: 'geojson', data };
}

function point(at: LonLat, properties: Record<string, string | boolean> = {}): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: at } };
}

function schoolPoints({ level, schools, chosen }: SeatScene): Feature[] {
  return schools.flatMap(({ at, id, name, placed, seats }) =>
    at ? [point(at, { id, name, ring: ringName(level, placed, seats), chosen: id === chosen })] : [],
  );
}

function wayFeatures(way: Route | null): Feature[] {
  return way?.geometry ? [{ type: 'Feature', properties: {}, geometry: way.geometry as Geometry }] : [];
}

function homeLayer(paint: Paint): LayerSpecification {
  return {
    id: 'homes',
    type: 'circle',
    source: 'homes',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2, 15, 5],
      'circle-color': paint('ink'),
      'circle-opacity': 0.75,
      'circle-stroke-color': paint('map-edge'),
      'circle-stroke-width': 1,
    },
  };
}

function markLayers(paint: Paint): LayerSpecification[] {
  return [
    homeLayer(paint),
    {
      id: 'chosen-school',
      type: 'circle',
      source: 'rings',
      filter: ['get', 'chosen'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 10, 12, 15, 15, 21],
        'circle-color': paint('accent-soft'),
        'circle-stroke-color': paint('accent'),
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'rings',
      type: 'symbol',
      source: 'rings',
      layout: {
        'icon-image': ['get', 'ring'],
        'icon-size': RING_SIZE,
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 13.5, ['get', 'name']],
        'text-font': PLAIN,
        'text-size': sizePx(paint, 12),
        'text-offset': [0, 1.5],
        'text-anchor': 'top',
        'text-max-width': 9,
        'text-optional': true,
      },
      paint: { 'text-color': paint('map-label'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.5 },
    },
  ];
}

export function seatStyle(scene: SeatScene): StyleOf {
  return (paint) =>
    cityStyle(paint, {
      sources: {
        rings: collection(schoolPoints(scene)),
        homes: collection(scene.homes.map((at) => point(at))),
        route: collection(wayFeatures(scene.way)),
      },
      lines: routeLayers(paint),
      marks: markLayers(paint),
    });
}
