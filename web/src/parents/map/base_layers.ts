// The base map: warm paper, quiet water and green, pale streets. It tells where
// things are and keeps out of the way of what the page is about. From below to
// above: ground, streets narrow to wide, borders; labels are apart, on top.

import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { PLAIN, STRONG } from './map_fonts.ts';
import { sizePx, type Paint } from './paint.ts';

/** Streets by class, lesser first, so that greater ones are drawn over them. */
const STREETS = [
  { class: 'lane', from: 15, widths: [15, 1.2, 17, 4, 20, 16] },
  { class: 'minor', from: 13, widths: [13, 0.8, 15, 3, 17, 8, 20, 30] },
  { class: 'tertiary', from: 12, widths: [12, 1, 14, 3.2, 16, 8, 20, 40] },
  { class: 'secondary', from: 10, widths: [10, 0.8, 13, 3, 15, 7, 20, 50] },
  { class: 'primary', from: 9, widths: [9, 0.8, 12, 2.6, 15, 9, 20, 60] },
  { class: 'trunk', from: 8, widths: [8, 0.8, 12, 3, 15, 10, 20, 64] },
  { class: 'motorway', from: 7, widths: [7, 0.8, 12, 3, 15, 10, 20, 64] },
] as const;

const CASE_PX = 1.1;

function byZoom(stops: readonly number[], add = 0): ExpressionSpecification {
  const values = stops.map((stop, n) => (n % 2 === 1 ? stop + add : stop));
  return ['interpolate', ['exponential', 1.5], ['zoom'], ...values] as ExpressionSpecification;
}

function streetCase(street: (typeof STREETS)[number], paint: Paint): LayerSpecification {
  const kind = street.class === 'lane' ? 'map-lane-case' : street.from < 13 ? 'map-road-main-case' : 'map-road-case';
  return {
    id: `street-case-${street.class}`,
    type: 'line',
    source: 'base',
    'source-layer': 'street',
    minzoom: Math.max(street.from, 11),
    filter: ['==', ['get', 'class'], street.class],
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: { 'line-color': paint(kind), 'line-width': byZoom(street.widths, 2 * CASE_PX) },
  };
}

function streetFill(street: (typeof STREETS)[number], paint: Paint): LayerSpecification {
  const kind = street.class === 'lane' ? 'map-lane' : street.from < 13 ? 'map-road-main' : 'map-road';
  return {
    id: `street-${street.class}`,
    type: 'line',
    source: 'base',
    'source-layer': 'street',
    minzoom: street.from,
    filter: ['==', ['get', 'class'], street.class],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      // Far out, where no casing is drawn, the street itself takes its colour.
      'line-color': ['step', ['zoom'], paint('map-road-far'), 11, paint(kind)],
      'line-width': byZoom(street.widths),
    },
  };
}

function fill(id: string, layer: string, color: string, minzoom = 0, opacity: number | ExpressionSpecification = 1): LayerSpecification {
  return {
    id,
    type: 'fill',
    source: 'base',
    'source-layer': layer,
    minzoom,
    paint: { 'fill-color': color, 'fill-opacity': opacity },
  };
}

export function groundLayers(paint: Paint): LayerSpecification[] {
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': paint('map-paper') } },
    fill('builtup', 'builtup', paint('map-builtup')),
    fill('green', 'green', paint('map-green')),
    fill('water', 'water', paint('map-water')),
    {
      id: 'waterway',
      type: 'line',
      source: 'base',
      'source-layer': 'waterway',
      minzoom: 10,
      filter: ['!', ['match', ['get', 'class'], ['drain', 'ditch', 'dam', 'weir'], true, false]],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': paint('map-water'), 'line-width': byZoom([10, 0.6, 14, 2, 18, 8]) },
    },
    fill('building', 'building', paint('map-building'), 15, ['interpolate', ['linear'], ['zoom'], 15, 0, 16, 1]),
  ];
}

export function streetLayers(paint: Paint): LayerSpecification[] {
  const rail: LayerSpecification = {
    id: 'rail',
    type: 'line',
    source: 'base',
    'source-layer': 'rail',
    minzoom: 11,
    paint: { 'line-color': paint('map-rail'), 'line-width': byZoom([11, 0.6, 16, 1.6]), 'line-dasharray': [4, 2] },
  };
  const ferry: LayerSpecification = {
    id: 'ferry',
    type: 'line',
    source: 'base',
    'source-layer': 'street',
    minzoom: 11,
    filter: ['==', ['get', 'class'], 'ferry'],
    paint: { 'line-color': paint('map-water-ink'), 'line-width': 1.2, 'line-dasharray': [3, 3] },
  };
  return [
    ferry,
    ...STREETS.map((street) => streetCase(street, paint)),
    ...STREETS.map((street) => streetFill(street, paint)),
    rail,
  ];
}

export function borderLayers(paint: Paint): LayerSpecification[] {
  return [
    {
      id: 'ward-border',
      type: 'line',
      source: 'wards',
      'source-layer': 'ward',
      minzoom: 11,
      paint: {
        'line-color': paint('map-boundary'),
        'line-width': byZoom([11, 0.4, 16, 1.2]),
        'line-dasharray': [3, 2],
        'line-opacity': 0.4,
      },
    },
  ];
}

function streetLabel(id: string, classes: string[], minzoom: number, paint: Paint): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'base',
    'source-layer': 'street',
    minzoom,
    filter: ['all', ['has', 'name'], ['match', ['get', 'class'], classes, true, false]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'name'],
      'text-font': PLAIN,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, sizePx(paint, 11), 18, sizePx(paint, 14)],
      'text-max-angle': 30,
      'text-padding': 6,
    },
    paint: { 'text-color': paint('map-label'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.4 },
  };
}

function waterLabel(paint: Paint): LayerSpecification {
  return {
    id: 'water-name',
    type: 'symbol',
    source: 'base',
    'source-layer': 'waterway',
    minzoom: 12,
    filter: ['has', 'name'],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 500,
      'text-field': ['get', 'name'],
      'text-font': PLAIN,
      'text-size': sizePx(paint, 12),
      'text-letter-spacing': 0.06,
    },
    paint: { 'text-color': paint('map-water-ink'), 'text-halo-color': paint('map-water'), 'text-halo-width': 1 },
  };
}

function placeLabel(paint: Paint): LayerSpecification {
  return {
    id: 'place-name',
    type: 'symbol',
    source: 'base',
    'source-layer': 'place',
    maxzoom: 13,
    filter: ['match', ['get', 'kind'], ['city', 'town', 'district', 'suburb', 'village', 'island'], true, false],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': STRONG,
      'text-size': ['match', ['get', 'kind'], 'city', sizePx(paint, 16), 'town', sizePx(paint, 14), sizePx(paint, 12)],
      'symbol-sort-key': ['match', ['get', 'kind'], 'city', 0, 'town', 1, 'district', 2, 3],
      'text-max-width': 8,
      'text-padding': 12,
    },
    paint: { 'text-color': paint('map-label'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.6 },
  };
}

function wardLabel(paint: Paint): LayerSpecification {
  return {
    id: 'ward-name',
    type: 'symbol',
    source: 'wards',
    'source-layer': 'ward_label',
    minzoom: 12,
    maxzoom: 16,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': PLAIN,
      'text-size': ['interpolate', ['linear'], ['zoom'], 12, sizePx(paint, 11), 15, sizePx(paint, 13)],
      'text-letter-spacing': 0.04,
      'text-max-width': 7,
      'text-padding': 10,
    },
    paint: { 'text-color': paint('map-label-soft'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.4 },
  };
}

function landmarkLabel(paint: Paint): LayerSpecification {
  return {
    id: 'landmark-name',
    type: 'symbol',
    source: 'base',
    'source-layer': 'place',
    minzoom: 16,
    filter: ['match', ['get', 'kind'], ['landmark', 'quarter', 'neighbourhood', 'hamlet'], true, false],
    layout: { 'text-field': ['get', 'name'], 'text-font': PLAIN, 'text-size': sizePx(paint, 11), 'text-max-width': 8, 'text-padding': 8 },
    paint: { 'text-color': paint('map-label-soft'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 1.2 },
  };
}

export function labelLayers(paint: Paint): LayerSpecification[] {
  return [
    waterLabel(paint),
    streetLabel('lane-name', ['lane'], 16.5, paint),
    streetLabel('minor-name', ['minor'], 15, paint),
    streetLabel('street-name', ['tertiary', 'secondary'], 14, paint),
    streetLabel('main-street-name', ['primary', 'trunk', 'motorway'], 13, paint),
    landmarkLabel(paint),
    wardLabel(paint),
    placeLabel(paint),
  ];
}
