// How a plan looks on the map. Units are filled with the tint of their zone by
// feature state, so a stroke repaints what it touched and nothing else; zones
// have an outline of their own, drawn anew when the brush rests; schools are
// rings of seats used, with the numbers beside.

import type { ExpressionSpecification } from 'maplibre-gl';
import type { OwnLayers } from '../../map/city_style.ts';
import { tiles } from '../../map/city_style.ts';
import { PLAIN, STRONG } from '../../map/map_fonts.ts';
import { sizePx, type Paint } from '../../map/paint.ts';
import { RING_SIZE } from '../../map/seat_ring.ts';
import { N_TINTS } from './tints.ts';

export const UNITS = { source: 'units', sourceLayer: 'unit' } as const;
const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

const state = (name: string): ExpressionSpecification => ['feature-state', name];
const isOn = (name: string): ExpressionSpecification => ['boolean', state(name), false];
const when = (name: string, yes: number, no: number): ExpressionSpecification => ['case', isOn(name), yes, no];

function tint(paint: Paint): ExpressionSpecification {
  const cases = Array.from({ length: N_TINTS }, (_, n) => [n, paint(`zone-${n}`)]).flat();
  return ['match', ['to-number', state('tint'), -1], ...cases, paint('map-paper')] as unknown as ExpressionSpecification;
}

function fillOpacity(paint: Paint): ExpressionSpecification {
  const strength = Number(paint('zone-strength'));
  return ['case', isOn('isChosen'), 0.7 * strength, 0.42 * strength];
}

/** Which signs some unit has; lines for the others are left out. */
export interface UnitSigns {
  changed: boolean;
  locked: boolean;
  focused: boolean;
}

export const SIGN_OF_LAYER: Record<string, keyof UnitSigns> = {
  'unit-changed': 'changed',
  'unit-locked': 'locked',
  'unit-focus-case': 'focused',
  'unit-focus': 'focused',
};

const seen = (isSeen: boolean) => ({ visibility: isSeen ? 'visible' : 'none' }) as const;

function unitLayers(paint: Paint, signs: UnitSigns): OwnLayers {
  const units = { source: UNITS.source, 'source-layer': UNITS.sourceLayer } as const;
  return {
    areas: [{ id: 'unit', type: 'fill', ...units, paint: { 'fill-color': tint(paint), 'fill-opacity': fillOpacity(paint), 'fill-antialias': false } }],
    lines: [
      { id: 'unit-border', type: 'line', ...units, minzoom: 12, paint: { 'line-color': paint('map-label-soft'), 'line-width': 0.6, 'line-opacity': 0.55 } },
      {
        id: 'unit-changed',
        type: 'line',
        ...units,
        layout: seen(signs.changed),
        paint: { 'line-color': paint('alarm'), 'line-width': sizePx(paint, 2), 'line-opacity': when('isChanged', 1, 0), 'line-offset': 1.5 },
      },
      {
        id: 'unit-locked',
        type: 'line',
        ...units,
        layout: seen(signs.locked),
        paint: { 'line-color': paint('ink'), 'line-width': sizePx(paint, 2), 'line-dasharray': [2, 1.5], 'line-opacity': when('isLocked', 0.9, 0), 'line-offset': 2 },
      },
    ],
  };
}

function borderLayers(paint: Paint, signs: UnitSigns): OwnLayers {
  const layout = seen(signs.focused);
  const units = { source: UNITS.source, 'source-layer': UNITS.sourceLayer } as const;
  return {
    lines: [
      { id: 'plan-border', type: 'line', source: 'plan-zones', layout: { 'line-join': 'round' }, paint: { 'line-color': paint('map-label'), 'line-width': sizePx(paint, 1.6), 'line-opacity': 0.8 } },
      { id: 'unit-focus-case', type: 'line', ...units, layout, paint: { 'line-color': paint('map-edge'), 'line-width': 7, 'line-opacity': when('isFocused', 1, 0) } },
      { id: 'unit-focus', type: 'line', ...units, layout, paint: { 'line-color': paint('accent'), 'line-width': 4, 'line-opacity': when('isFocused', 1, 0) } },
    ],
  };
}

function schoolLayers(paint: Paint): OwnLayers {
  const chosen: ExpressionSpecification = ['==', ['get', 'isChosen'], true];
  return {
    marks: [
      {
        id: 'unit-mark',
        type: 'symbol',
        source: 'unit-marks',
        minzoom: 14,
        layout: { 'text-field': ['get', 'text'], 'text-font': PLAIN, 'text-size': sizePx(paint, 11) },
        paint: { 'text-color': paint('map-label'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.4 },
      },
      {
        id: 'plan-school',
        type: 'symbol',
        source: 'plan-schools',
        layout: {
          'icon-image': ['get', 'ring'],
          'icon-size': RING_SIZE,
          'icon-allow-overlap': true,
          'text-field': ['step', ['zoom'], ['case', chosen, ['get', 'numbers'], ''], 10.5, ['get', 'numbers'], 13.5, ['concat', ['get', 'name'], '\n', ['get', 'numbers']]],
          'text-font': STRONG,
          'text-size': ['case', chosen, sizePx(paint, 13), sizePx(paint, 11)],
          'text-max-width': 11,
          'text-variable-anchor': ['right', 'left', 'top', 'bottom'],
          'text-radial-offset': 1.3,
          'text-justify': 'auto',
          'text-optional': true,
          'symbol-sort-key': ['case', chosen, 0, ['get', 'isOver'], 1, 2],
        },
        paint: {
          'text-color': ['case', ['get', 'isOver'], paint('alarm'), paint('ink')],
          'text-halo-color': paint('map-halo'),
          'text-halo-width': 1.8,
        },
      },
    ],
  };
}

export function planLayers(paint: Paint, signs: UnitSigns): OwnLayers {
  const [units, borders, schools] = [unitLayers(paint, signs), borderLayers(paint, signs), schoolLayers(paint)];
  return {
    sources: {
      units: { ...tiles('units'), promoteId: { [UNITS.sourceLayer]: 'id' } } as ReturnType<typeof tiles>,
      'plan-zones': { type: 'geojson', data: EMPTY, tolerance: 0.2 },
      'plan-schools': { type: 'geojson', data: EMPTY, promoteId: 'id' },
      'unit-marks': { type: 'geojson', data: EMPTY },
    },
    areas: units.areas ?? [],
    lines: [...(units.lines ?? []), ...(borders.lines ?? [])],
    marks: schools.marks ?? [],
  };
}
