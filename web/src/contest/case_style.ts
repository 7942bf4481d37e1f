// One child's case on the map: its home and its school with the way between
// them, the nearer schools that were asked, and what the family proposes. Pins
// are not part of it; they lie above the map.

import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Level, LonLat } from '../api/contract.ts';
import type { ContestKind } from '../api/family.ts';
import { cityStyle, tiles } from '../map/city_style.ts';
import { STRONG } from '../map/map_fonts.ts';
import { sizePx, type Paint } from '../map/paint.ts';
import { routeLayers } from '../map/route_layers.ts';

export interface CaseSchool {
  id: string;
  name: string;
  at: LonLat;
}

export interface CaseScene {
  level: Level;
  home: LonLat | null;
  /** Where the child is placed. */
  school: CaseSchool | null;
  /** Nearer ones that were asked before. */
  others: CaseSchool[];
  route: LonLat[] | null;
  proposed: { kind: ContestKind; places: LonLat[] } | null;
}

function collection(features: Feature[]): GeoJSONSourceSpecification {
  const data: FeatureCollection = { type: 'FeatureCollection', features };
  return { type: 'geojson', data };
}

function line(coordinates: LonLat[]): Feature[] {
  return coordinates.length < 2 ? [] : [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }];
}

function schoolFeatures({ school, others, level }: CaseScene): Feature[] {
  const feature = ({ id, name, at }: CaseSchool, isPlaced: boolean): Feature => ({
    type: 'Feature',
    properties: { id, name, level, isPlaced },
    geometry: { type: 'Point', coordinates: at },
  });
  const nearer = others.filter(({ id }) => id !== school?.id).map((one) => feature(one, false));
  return school ? [...nearer, feature(school, true)] : nearer;
}

function proposedFeatures({ proposed, home }: CaseScene): Feature[] {
  if (!proposed) return [];
  const { kind, places } = proposed;
  if (kind === 'pin' && home && places[0]) return line([home, places[0]]);
  if (kind !== 'lane') return [];
  const corners = places.map((at, n): Feature => ({ type: 'Feature', properties: { n: n + 1 }, geometry: { type: 'Point', coordinates: at } }));
  return [...line(places), ...corners];
}

function proposedLayers(paint: Paint): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    { id: 'proposed-case', type: 'line', source: 'proposed', layout, paint: { 'line-color': paint('map-edge'), 'line-width': 8 } },
    {
      id: 'proposed',
      type: 'line',
      source: 'proposed',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': paint('accent'), 'line-width': 4, 'line-dasharray': [1.6, 1] },
    },
    {
      id: 'proposed-corner',
      type: 'circle',
      source: 'proposed',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 6, 'circle-color': paint('map-edge'), 'circle-stroke-color': paint('accent'), 'circle-stroke-width': 3 },
    },
  ];
}

function schoolLayers(paint: Paint): LayerSpecification[] {
  return [
    {
      id: 'case-school',
      type: 'symbol',
      source: 'case-schools',
      layout: {
        'icon-image': ['concat', ['case', ['get', 'isPlaced'], 'chosen-', 'answer-'], ['get', 'level']],
        'icon-size': ['case', ['get', 'isPlaced'], sizePx(paint, 0.9), sizePx(paint, 0.7)],
        'icon-allow-overlap': true,
        'text-field': ['get', 'name'],
        'text-font': STRONG,
        'text-size': sizePx(paint, 13),
        'text-max-width': 10,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.6,
        'text-justify': 'auto',
        'text-optional': true,
      },
      paint: { 'text-color': paint('ink'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 2 },
    },
  ];
}

export function caseStyle(scene: CaseScene, paint: Paint): StyleSpecification {
  const grounds: LayerSpecification = {
    id: 'grounds',
    type: 'fill',
    source: 'schools',
    'source-layer': 'grounds',
    minzoom: 14,
    paint: { 'fill-color': paint('map-grounds') },
  };
  return cityStyle(paint, {
    sources: {
      schools: tiles('schools'),
      route: collection(line(scene.route ?? [])),
      proposed: collection(proposedFeatures(scene)),
      'case-schools': collection(schoolFeatures(scene)),
    },
    areas: [grounds],
    lines: [...routeLayers(paint), ...proposedLayers(paint)],
    marks: schoolLayers(paint),
  });
}
