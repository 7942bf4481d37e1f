// School markers, drawn when the map first asks for one by name: the shape and
// hue of a level, at three sizes (`school-…`, `answer-…`, `chosen-…`).

import type { Level } from '../api/contract.ts';
import { LEVEL_OUTLINE } from '../level_shape.ts';
import type { Paint } from './paint.ts';

const SIZE_PX: Record<string, number> = { school: 18, answer: 30, chosen: 38 };
const EDGE_PX = 2;

/** Device pixels per CSS pixel that markers are drawn with: sharp on all screens. */
export const MARKER_PIXEL_RATIO = 3;

function drawShape(pen: CanvasRenderingContext2D, outline: Path2D, scale: number, fill: string, edge: string, edgePx: number): void {
  pen.lineJoin = 'round';
  pen.lineWidth = (2 * edgePx) / scale;
  pen.strokeStyle = edge;
  pen.stroke(outline);
  pen.fillStyle = fill;
  pen.fill(outline);
}

/** The picture of a marker, or null if `name` is not one. */
export function markerImage(name: string, paint: Paint): ImageData | null {
  const [use, level] = name.split(/-(.*)/) as [string, Level];
  const size = SIZE_PX[use];
  if (!size || !(level in LEVEL_OUTLINE)) return null;

  const margin = use === 'chosen' ? 2 * EDGE_PX : EDGE_PX;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * MARKER_PIXEL_RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;

  const scale = (size - 2 * margin) / 24;
  pen.scale(MARKER_PIXEL_RATIO, MARKER_PIXEL_RATIO);
  pen.translate(margin, margin);
  pen.scale(scale, scale);
  const outline = new Path2D(LEVEL_OUTLINE[level]);
  const hue = paint(`level-${level}`);
  if (use === 'chosen') drawShape(pen, outline, scale, hue, paint('ink'), 2 * EDGE_PX);
  drawShape(pen, outline, scale, hue, paint('map-edge'), EDGE_PX);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
