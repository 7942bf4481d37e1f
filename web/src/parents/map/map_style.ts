// The whole map as one value, made from a scene and the page's colours. The
// renderer compares it with the last and changes only what differs.

import type { GeoJSONSourceSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { borderLayers, groundLayers, labelLayers, streetLayers } from './base_layers.ts';
import { FONT_FACES } from './map_fonts.ts';
import type { Paint } from './paint.ts';
import type { Scene } from './scene.ts';
import { answerLayers, groundsLayers, routeLayers, schoolLayers, zoneBorderLayers, zoneLayers } from './school_layers.ts';

function tiles(set: string): SourceSpecification {
  return { type: 'vector', url: `/tiles/${set}.json` };
}

function routeSource({ route }: Scene): GeoJSONSourceSpecification {
  const line = route ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates: route } }] : [];
  return { type: 'geojson', data: { type: 'FeatureCollection', features: line } };
}

function answerSource({ schools }: Scene): GeoJSONSourceSpecification {
  const features = schools.map(({ id, name, at, level, rank, isChosen }) => ({
    type: 'Feature' as const,
    properties: { id, name, level, rank, isChosen },
    geometry: { type: 'Point' as const, coordinates: at },
  }));
  return { type: 'geojson', data: { type: 'FeatureCollection', features } };
}

export function mapStyle(scene: Scene, paint: Paint): StyleSpecification {
  return {
    version: 8,
    'font-faces': FONT_FACES,
    sources: {
      base: tiles('base'),
      wards: tiles('wards'),
      zones: tiles('zones'),
      schools: tiles('schools'),
      route: routeSource(scene),
      answer: answerSource(scene),
    },
    layers: [
      ...groundLayers(paint),
      ...zoneLayers(scene, paint),
      ...groundsLayers(paint),
      ...streetLayers(paint),
      ...zoneBorderLayers(scene, paint),
      ...borderLayers(paint),
      ...routeLayers(paint),
      ...labelLayers(paint),
      ...schoolLayers(scene, paint),
      ...answerLayers(scene, paint),
    ],
  };
}
