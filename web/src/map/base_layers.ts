// The base map: warm paper, quiet water and green, pale streets. It tells where
// things are and keeps out of the way of what the page is about. Its layers are
// those of the server's own style (api/tile/style, /tiles/style.json), in which
// a text "@name" stands for the custom property --name of tokens.css.

import type { LayerSpecification } from 'maplibre-gl';
import paper from '../../../api/tile/style/00_any_paper.json';
import ground from '../../../api/tile/style/10_base_ground.json';
import streets from '../../../api/tile/style/40_base_streets.json';
import wardBorders from '../../../api/tile/style/60_wards_border.json';
import labels from '../../../api/tile/style/70_base_labels.json';
import wardLabels from '../../../api/tile/style/80_wards_labels.json';
import type { Paint } from './paint.ts';

function value(paint: Paint, token: string): string | number {
  const text = paint(token);
  return text.startsWith('#') ? text : Number(text);
}

function painted(layers: unknown[], paint: Paint): LayerSpecification[] {
  return JSON.parse(JSON.stringify(layers), (_key, part: unknown) =>
    typeof part === 'string' && part.startsWith('@') ? value(paint, part.slice(1)) : part,
  ) as LayerSpecification[];
}

export function groundLayers(paint: Paint): LayerSpecification[] {
  return painted([...paper, ...ground], paint);
}

export function streetLayers(paint: Paint): LayerSpecification[] {
  return painted(streets, paint);
}

export function borderLayers(paint: Paint): LayerSpecification[] {
  return painted(wardBorders, paint);
}

export function labelLayers(paint: Paint): LayerSpecification[] {
  return painted([...labels, ...wardLabels], paint);
}
