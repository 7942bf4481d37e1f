// Schools as rings filled by seats used, clockwise from the top. A full ring is
// closed; where more are placed than there are seats the ring breaks. Drawn when
// the map first asks for one by name: `ring-primary-13` is 13 twentieths used.
//
//     paint(ringName('primary', placed, seats))

import type { ExpressionSpecification } from 'maplibre-gl';
import type { Level } from '../api/contract.ts';
import { MARKER_PIXEL_RATIO } from './marker_images.ts';
import type { Paint } from './paint.ts';

const SIZE_PX = 26;
const WIDTH_PX = 4.5;
const PARTS = 20;
const TOP = -Math.PI / 2;

export function ringName(level: Level, used: number, seats: number): string {
  if (seats === 0) return `ring-${level}-none`;
  if (used > seats) return `ring-${level}-over`;
  // Nearly full is not full, hardly used is not empty.
  const parts = used === seats ? PARTS : Math.min(PARTS - 1, Math.max(used > 0 ? 1 : 0, Math.round((PARTS * used) / seats)));
  return `ring-${level}-${parts}`;
}

/** Rings grow as one comes nearer: [zoom, share of their full size]. */
const GROWTH: [number, number][] = [
  [9, 0.45],
  [12, 0.75],
  [15, 1.15],
];

export const RING_SIZE = ['interpolate', ['linear'], ['zoom'], ...GROWTH.flat()] as ExpressionSpecification;

/** How far from its middle a ring reaches, in pixels. */
export function ringRadiusPx(zoom: number): number {
  const next = GROWTH.findIndex(([level]) => level > zoom);
  const [to, most] = GROWTH.at(next) as [number, number];
  const [from, least] = GROWTH[next - 1] ?? [to, most];
  const share = from === to ? most : least + ((most - least) * (zoom - from)) / (to - from);
  return (SIZE_PX / 2) * share;
}

function arc(pen: CanvasRenderingContext2D, radius: number, share: number, colour: string): void {
  pen.beginPath();
  pen.arc(SIZE_PX / 2, SIZE_PX / 2, radius, TOP, TOP + 2 * Math.PI * share);
  pen.strokeStyle = colour;
  pen.stroke();
}

function brokenRing(pen: CanvasRenderingContext2D, radius: number, colour: string): void {
  pen.setLineDash([(2 * Math.PI * radius) / 7, (2 * Math.PI * radius) / 28]);
  arc(pen, radius, 1, colour);
  pen.setLineDash([]);
}

function disc(pen: CanvasRenderingContext2D, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(SIZE_PX / 2, SIZE_PX / 2, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

/** The picture of a ring, or null if `name` is not one. */
export function seatRingImage(name: string, paint: Paint): ImageData | null {
  const [, level, filled] = /^ring-(\w+)-(\w+)$/.exec(name) ?? [];
  if (!level || !filled) return null;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE_PX * MARKER_PIXEL_RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.scale(MARKER_PIXEL_RATIO, MARKER_PIXEL_RATIO);
  pen.lineWidth = WIDTH_PX;
  const radius = (SIZE_PX - WIDTH_PX) / 2 - 1;
  disc(pen, SIZE_PX / 2, paint('map-edge'));
  arc(pen, radius, 1, paint('ring-empty'));
  if (filled === 'over') brokenRing(pen, radius, paint('alarm'));
  else if (filled !== 'none') arc(pen, radius, Number(filled) / PARTS, paint(`level-${level}`));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
