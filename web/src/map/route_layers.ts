// The way from a home to a gate, a source `route` of the page's own.

import type { LayerSpecification } from 'maplibre-gl';
import type { Paint } from './paint.ts';

/** The way, in two strokes so that it stands out from any ground. */
export function routeLayers(paint: Paint): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      id: 'route-case',
      type: 'line',
      source: 'route',
      layout,
      paint: { 'line-color': paint('map-route-case'), 'line-width': 9 },
    },
    {
      id: 'route',
      type: 'line',
      source: 'route',
      layout,
      paint: { 'line-color': paint('map-route'), 'line-width': 5 },
    },
  ];
}
