// The whole map as one value, made from a scene and the page's colours. The
// renderer compares it with the last and changes only what differs.

import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { cityStyle } from '../../map/city_style.ts';
import type { Paint } from '../../map/paint.ts';
import { routeLayers } from '../../map/route_layers.ts';
import { gateLayers, gateNameLayers } from './gate_layers.ts';
import type { Ground } from './ground.ts';
import type { Scene } from './scene.ts';
import { answerLayers, groundsLayers, schoolLayers, zoneBorderLayers, zoneLayers } from './school_layers.ts';

function routeSource({ route }: Scene): GeoJSONSourceSpecification {
  const line = route ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates: route } }] : [];
  return { type: 'geojson', data: { type: 'FeatureCollection', features: line } };
}

function gateSource({ gate }: Scene): GeoJSONSourceSpecification {
  const features = gate
    ? [
        { type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates: [gate.at, gate.inside] } },
        { type: 'Feature' as const, properties: { name: gate.name }, geometry: { type: 'Point' as const, coordinates: gate.at } },
      ]
    : [];
  return { type: 'geojson', data: { type: 'FeatureCollection', features } };
}

function answerSource({ schools }: Scene): GeoJSONSourceSpecification {
  const features = schools.map(({ id, name, at, level, rank, isChosen }) => ({
    type: 'Feature' as const,
    properties: { id, name, level, rank, isChosen },
    geometry: { type: 'Point' as const, coordinates: at },
  }));
  return { type: 'geojson', data: { type: 'FeatureCollection', features } };
}

export function mapStyle(scene: Scene, ground: Ground, paint: Paint): StyleSpecification {
  return cityStyle(paint, {
    sources: { ...ground, route: routeSource(scene), gate: gateSource(scene), answer: answerSource(scene) },
    areas: [...zoneLayers(scene, paint), ...groundsLayers(paint)],
    lines: [...zoneBorderLayers(scene, paint), ...routeLayers(paint), ...gateLayers(paint)],
    marks: [...schoolLayers(scene, paint), ...gateNameLayers(paint), ...answerLayers(scene, paint)],
  });
}

const FIRST_SOURCES = ['base', 'route', 'answer'];

function isPlain(layer: LayerSpecification): boolean {
  if (layer.type === 'background') return true;
  if (!FIRST_SOURCES.includes(layer.source)) return false;
  return layer.type === 'symbol' ? layer.id === 'answer' : !('line-dasharray' in (layer.paint ?? {}));
}

/** The same with no more than streets, water and the schools of the answer: letters,
    dashes and further tiles take a phone the longest, and all would wait for them. */
export function plainStyle(style: StyleSpecification): StyleSpecification {
  const layers = style.layers
    .filter(isPlain)
    .map((layer) => (layer.type === 'symbol' ? { ...layer, layout: { ...layer.layout, 'text-field': '' } } : layer));
  return { ...style, layers };
}
