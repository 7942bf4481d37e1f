// What the page is about: zones and schools.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { PLAIN, STRONG } from '../../map/map_fonts.ts';
import { sizePx, type Paint } from '../../map/paint.ts';
import type { Scene } from './scene.ts';

const TINTS = [0, 1, 2, 3, 4, 5];

function tint(paint: Paint): ExpressionSpecification {
  const cases = TINTS.slice(1).flatMap((n) => [n, paint(`zone-${n}`)]);
  return ['match', ['get', 'tint'], ...cases, paint('zone-0')] as unknown as ExpressionSpecification;
}

function zoneSource(scene: Scene) {
  return { source: 'zones', 'source-layer': `zone_${scene.level}` };
}

function isOwnZone(scene: Scene): ExpressionSpecification {
  return ['==', ['get', 'school'], scene.ownSchool ?? ''];
}

// Far out, zones are many and should be a hint; near by, they are the answer.
function zoneOpacity(scene: Scene, paint: Paint): ExpressionSpecification {
  const strength = Number(paint('zone-strength'));
  const own = (opacity: number, other: number): ExpressionSpecification => [
    'case',
    isOwnZone(scene),
    opacity * strength,
    other * strength,
  ];
  return ['interpolate', ['linear'], ['zoom'], 11, own(0.4, 0.06), 14, own(0.32, 0.11), 17, own(0.16, 0.05)];
}

/** The zones of the level, muted; the one home is in stronger. Under the streets. */
export function zoneLayers(scene: Scene, paint: Paint): LayerSpecification[] {
  return [
    {
      id: 'zone',
      type: 'fill',
      ...zoneSource(scene),
      paint: { 'fill-color': tint(paint), 'fill-opacity': zoneOpacity(scene, paint), 'fill-antialias': false },
    },
  ];
}

export function zoneBorderLayers(scene: Scene, paint: Paint): LayerSpecification[] {
  const source = zoneSource(scene);
  return [
    {
      id: 'zone-border',
      type: 'line',
      ...source,
      minzoom: 11,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': tint(paint),
        'line-width': 1,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0.25, 14, 0.6],
      },
    },
    {
      id: 'own-zone-border',
      type: 'line',
      ...source,
      filter: isOwnZone(scene),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': tint(paint), 'line-width': 3 },
    },
  ];
}

export function groundsLayers(paint: Paint): LayerSpecification[] {
  return [
    {
      id: 'grounds',
      type: 'fill',
      source: 'schools',
      'source-layer': 'grounds',
      minzoom: 14,
      paint: { 'fill-color': paint('map-grounds') },
    },
  ];
}

/** Every school of the level; those of the answer are drawn apart, above. */
export function schoolLayers(scene: Scene, paint: Paint): LayerSpecification[] {
  const answered = scene.schools.map((school) => school.id);
  return [
    {
      id: 'school',
      type: 'symbol',
      source: 'schools',
      'source-layer': 'school',
      minzoom: 9,
      filter: ['all', ['in', scene.level, ['get', 'levels']], ['!', ['in', ['get', 'id'], ['literal', answered]]]],
      layout: {
        'icon-image': `school-${scene.level}`,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, sizePx(paint, 0.3), 11, sizePx(paint, 0.5), 14, sizePx(paint, 0.9), 17, sizePx(paint, 1.2)],
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 15, ['get', 'name']],
        'text-font': PLAIN,
        'text-size': sizePx(paint, 12),
        'text-max-width': 9,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.9,
        'text-justify': 'auto',
        'text-optional': true,
      },
      paint: { 'text-color': paint('map-label'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.6 },
    },
  ];
}

export function answerLayers(scene: Scene, paint: Paint): LayerSpecification[] {
  const chosen: ExpressionSpecification = ['==', ['get', 'isChosen'], true];
  return [
    {
      id: 'answer-name',
      type: 'symbol',
      source: 'answer',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': STRONG,
        'text-size': sizePx(paint, 13),
        'text-max-width': 10,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': ['case', chosen, 2, 1.6],
        'text-justify': 'auto',
        'symbol-sort-key': ['case', chosen, 0, ['get', 'rank']],
      },
      paint: { 'text-color': paint('ink'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 2 },
    },
    {
      id: 'answer',
      type: 'symbol',
      source: 'answer',
      layout: {
        'icon-image': ['concat', ['case', chosen, 'chosen-', 'answer-'], ['get', 'level']],
        'icon-size': sizePx(paint, 1),
        'icon-allow-overlap': true,
        'text-field': ['case', ['>', ['get', 'rank'], 0], ['to-string', ['get', 'rank']], ''],
        'text-font': STRONG,
        'text-size': sizePx(paint, 13),
        'text-allow-overlap': true,
        'text-offset': [0, scene.level === 'upper_secondary' ? 0.15 : 0],
        'symbol-sort-key': ['case', chosen, 99, ['-', 50, ['get', 'rank']]],
      },
      paint: { 'text-color': paint('level-ink') },
    },
  ];
}
