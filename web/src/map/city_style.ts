// The city as a ground for what a page is about: the base map in its order, with
// room for layers under the streets (areas), over them (lines and outlines) and
// on top of all (marks with names).

import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { borderLayers, groundLayers, labelLayers, streetLayers } from './base_layers.ts';
import { FONT_FACES } from './map_fonts.ts';
import type { Paint } from './paint.ts';
import { tiles } from './tile_sources.ts';

export { tiles } from './tile_sources.ts';

export interface OwnLayers {
  /** May name the base map's own, `base` and `wards`, too. */
  sources?: Record<string, SourceSpecification>;
  areas?: LayerSpecification[];
  lines?: LayerSpecification[];
  marks?: LayerSpecification[];
}

export function cityStyle(paint: Paint, own: OwnLayers): StyleSpecification {
  return {
    version: 8,
    'font-faces': FONT_FACES,
    sources: { base: tiles('base'), wards: tiles('wards'), ...own.sources },
    layers: [
      ...groundLayers(paint),
      ...(own.areas ?? []),
      ...streetLayers(paint),
      ...borderLayers(paint),
      ...(own.lines ?? []),
      ...labelLayers(paint),
      ...(own.marks ?? []),
    ],
  };
}
