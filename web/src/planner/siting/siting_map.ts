// The map of a siting question: the level's schools, those closed or given
// rooms, pins of what is tried, and numbered places of what is suggested.

import type { FeatureCollection, Feature, Point } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { LonLat } from '../../api/contract.ts';
import { cityStyle, tiles } from '../../map/city_style.ts';
import { PLAIN, STRONG } from '../../map/map_fonts.ts';
import { sizePx, type Paint } from '../../map/paint.ts';
import { pinNumber } from './change_list.ts';
import type { Selected } from './selection.ts';
import type { SiteAnswer } from './site_answer.ts';
import type { WhatIf } from './what_if.ts';

export interface SitingScene {
  asked: WhatIf;
  answer: SiteAnswer | null;
  selected: Selected;
  /** Schools at which nothing can be tried. */
  others: string[];
}

function point(at: LonLat, properties: Record<string, string | number>): Feature<Point> {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: at } };
}

function marksOf({ asked, answer, selected }: SitingScene): FeatureCollection {
  const pins = (['build', 'homes'] as const).flatMap((kind) =>
    asked[kind].map((pin, index) => point(pin.at, { kind, label: String(pinNumber(asked, kind, index)) })),
  );
  const choices = (answer?.choices ?? []).map((choice, n) => point(choice.at, { kind: 'choice', label: String(n + 1), name: choice.name }));
  const own = selected ? [point('school' in selected ? selected.school.at : selected.at, { kind: 'selected', label: '' })] : [];
  return { type: 'FeatureCollection', features: [...own, ...pins, ...choices] };
}

function schoolLayer({ asked, others }: SitingScene, paint: Paint): LayerSpecification {
  const isClosing: ExpressionSpecification = ['in', ['get', 'id'], ['literal', asked.close]];
  const hasMore: ExpressionSpecification = ['in', ['get', 'id'], ['literal', Object.keys(asked.addRooms)]];
  const isOther: ExpressionSpecification = ['in', ['get', 'id'], ['literal', others]];
  const sign = (otherwise: ExpressionSpecification | ''): ExpressionSpecification => ['case', isClosing, '×', hasMore, '+', otherwise];
  return {
    id: 'school',
    type: 'symbol',
    source: 'schools',
    'source-layer': 'school',
    minzoom: 9,
    filter: ['in', asked.level, ['get', 'levels']],
    layout: {
      'icon-image': `school-${asked.level}`,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9, sizePx(paint, 0.35), 12, sizePx(paint, 0.7), 15, sizePx(paint, 1)],
      'icon-allow-overlap': true,
      'text-field': ['step', ['zoom'], sign(''), 15, sign(['get', 'name'])],
      'text-font': PLAIN,
      'text-size': sizePx(paint, 13),
      'text-offset': [0, 1.1],
      'text-max-width': 9,
      'text-optional': true,
    },
    paint: {
      'icon-opacity': ['case', ['any', isClosing, isOther], 0.35, 1],
      'text-color': ['case', isClosing, paint('alarm'), paint('map-label')],
      'text-halo-color': paint('map-halo'),
      'text-halo-width': 1.6,
    },
  };
}

// Circles with numbers: filled for what is suggested, hollow for what is tried.
function markLayers(paint: Paint): LayerSpecification[] {
  const kind: ExpressionSpecification = ['get', 'kind'];
  return [
    {
      id: 'mark',
      type: 'circle',
      source: 'marks',
      paint: {
        'circle-radius': ['match', kind, 'selected', 17, 13],
        'circle-color': ['match', kind, 'choice', paint('accent'), 'homes', paint('warning-soft'), paint('card')],
        'circle-opacity': ['match', kind, 'selected', 0.3, 1],
        'circle-stroke-width': 3,
        'circle-stroke-color': ['match', kind, 'homes', paint('warning'), 'choice', paint('card'), paint('accent')],
      },
    },
    {
      id: 'mark-label',
      type: 'symbol',
      source: 'marks',
      layout: { 'text-field': ['get', 'label'], 'text-font': STRONG, 'text-size': 13, 'text-allow-overlap': true },
      paint: { 'text-color': ['match', kind, 'choice', paint('accent-ink'), paint('ink')] },
    },
  ];
}

export function sitingStyle(scene: SitingScene, paint: Paint): StyleSpecification {
  return cityStyle(paint, {
    sources: { schools: tiles('schools'), marks: { type: 'geojson', data: marksOf(scene) } },
    marks: [schoolLayer(scene, paint), ...markLayers(paint)],
  });
}
