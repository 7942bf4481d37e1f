// The whole map as one value, made from a scene and the page's colours. The
// renderer compares it with the last and changes only what differs.

import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { cityStyle } from '../../map/city_style.ts';
import type { Paint } from '../../map/paint.ts';
import { routeLayers } from '../../map/route_layers.ts';
import type { Ground } from './ground.ts';
import type { Scene } from './scene.ts';
import { answerLayers, groundsLayers, schoolLayers, zoneBorderLayers, zoneLayers } from './school_layers.ts';

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

export function mapStyle(scene: Scene, ground: Ground, paint: Paint): StyleSpecification {
  return cityStyle(paint, {
    sources: { ...ground, route: routeSource(scene), answer: answerSource(scene) },
    areas: [...zoneLayers(scene, paint), ...groundsLayers(paint)],
    lines: [...zoneBorderLayers(scene, paint), ...routeLayers(paint)],
    marks: [...schoolLayers(scene, paint), ...answerLayers(scene, paint)],
  });
}

/** The same without names and further schools: these take a phone the longest to
    draw, and streets would wait for the names on them. */
export function plainStyle(style: StyleSpecification): StyleSpecification {
  const layers = style.layers.filter(({ id, type }) => type !== 'symbol' || id === 'answer');
  return { ...style, layers };
}
