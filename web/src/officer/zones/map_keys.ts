// The map by keyboard: arrows go from unit to unit, Enter paints or chooses the
// one the focus is on, L locks it, + and − zoom. Of the units beside it, an
// arrow takes the one that lies most that way.

import type { LonLat } from '../../api/contract.ts';
import type { Units } from './plans.ts';

const WAYS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function beside(units: Units, unit: number): number[] {
  const after = units.neighbours[unit] ?? [];
  const before = units.neighbours.flatMap((others, place) => (others.includes(unit) ? [place] : []));
  return [...before, ...after];
}

// How well it lies that way: near, and not off to the side. Less is better.
function miss(from: LonLat, to: LonLat, [wx, wy]: [number, number]): number {
  const dx = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180);
  const dy = to[1] - from[1];
  const along = dx * wx + dy * wy;
  if (along <= 0) return Infinity;
  const aside = Math.abs(dx * wy - dy * wx);
  return aside > 2.5 * along ? Infinity : along + 2 * aside;
}

/** The unit an arrow key leads to; where none is beside it, the nearest that way. */
export function unitThatWay(units: Units, unit: number, key: string): number {
  const way = WAYS[key];
  const from = units.at[unit] as LonLat | null | undefined;
  if (!way || !from) return -1;
  const best = (candidates: Iterable<number>): number => {
    let [found, least] = [-1, Infinity];
    for (const one of candidates) {
      const to = units.at[one] as LonLat | null | undefined;
      const off = to && one !== unit ? miss(from, to, way) : Infinity;
      if (off < least) [found, least] = [one, off];
    }
    return found;
  };
  const next = best(beside(units, unit));
  return next >= 0 ? next : best(units.units.keys());
}

/** The unit nearest to a position, to begin with. */
export function unitNearest(units: Units, [lon, lat]: LonLat): number {
  let [found, least] = [-1, Infinity];
  units.at.forEach((at, unit) => {
    if (!at) return;
    const off = Math.hypot((at[0] ?? 0) - lon, (at[1] ?? 0) - lat);
    if (off < least) [found, least] = [unit, off];
  });
  return found;
}

export function isArrow(key: string): boolean {
  return key in WAYS;
}
