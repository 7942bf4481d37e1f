// The gate, where the way is measured to and ends, and dots from there to the
// school's marker, which stands in the middle of its grounds.

import type { LayerSpecification } from 'maplibre-gl';
import { PLAIN } from '../../map/map_fonts.ts';
import { sizePx, type Paint } from '../../map/paint.ts';

const NAMED_FROM_ZOOM = 15;

export function gateLayers(paint: Paint): LayerSpecification[] {
  return [
    {
      id: 'gate-inside',
      type: 'line',
      source: 'gate',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': paint('map-route'), 'line-width': 4, 'line-dasharray': [0, 2] },
    },
    {
      id: 'gate',
      type: 'circle',
      source: 'gate',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 5,
        'circle-color': paint('map-route-case'),
        'circle-stroke-color': paint('map-route'),
        'circle-stroke-width': 3,
      },
    },
  ];
}

export function gateNameLayers(paint: Paint): LayerSpecification[] {
  return [
    {
      id: 'gate-name',
      type: 'symbol',
      source: 'gate',
      minzoom: NAMED_FROM_ZOOM,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': PLAIN,
        'text-size': sizePx(paint, 12),
        'text-variable-anchor': ['right', 'bottom', 'left', 'top'],
        'text-radial-offset': 0.9,
        'text-justify': 'auto',
      },
      paint: { 'text-color': paint('ink'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 2 },
    },
  ];
}
