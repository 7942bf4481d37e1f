// A school's seats as a ring beside its numbers, drawn as on the map: filled
// clockwise, closed when full, broken when more come than there are seats.

import type { Level } from '../../api/contract.ts';

const RADIUS = 40;
const AROUND = 2 * Math.PI * RADIUS;
const SPACE = 'http://www.w3.org/2000/svg';

function circle(name: string, dashes: string | null): SVGCircleElement {
  const element = document.createElementNS(SPACE, 'circle');
  element.setAttribute('class', name);
  for (const [key, value] of Object.entries({ cx: '50', cy: '50', r: String(RADIUS) })) element.setAttribute(key, value);
  if (dashes) element.setAttribute('stroke-dasharray', dashes);
  return element;
}

export function seatRing(level: Level, entrants: number, seats: number): SVGSVGElement {
  const svg = document.createElementNS(SPACE, 'svg');
  const isOver = entrants > seats;
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('class', `seat-ring level-${level}${isOver ? ' is-over' : ''}`);
  svg.setAttribute('aria-hidden', 'true');
  const share = seats === 0 ? 0 : Math.min(1, entrants / seats);
  const dashes = isOver ? `${AROUND / 7} ${AROUND / 28}` : `${AROUND * share} ${AROUND}`;
  svg.append(circle('seat-ring-empty', null));
  if (isOver || share > 0) svg.append(circle('seat-ring-used', dashes));
  return svg;
}
