// A child of the officer's wards, as the service tells it.

import type { components } from '../../api/openapi.d.ts';
import type { LonLat } from '../../api/contract.ts';
import { apart } from '../../map/step.ts';

export type Pupil = components['schemas']['Pupil'];

/** "10.776530, 106.700980": as maps on the net write it, to be copied from and to them. */
export function formatAt([lon, lat]: LonLat): string {
  return `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}

/** The other way round, in either order: what is near `near` is meant. Null if it is no position. */
export function parseAt(text: string, near: LonLat): LonLat | null {
  const numbers = text.trim().split(/[\s,;]+/).map(Number);
  const [one, other] = numbers;
  if (numbers.length !== 2 || one === undefined || other === undefined || !numbers.every(Number.isFinite)) return null;
  const isSwapped = apart([one, other], near) < apart([other, one], near);
  const at: LonLat = isSwapped ? [one, other] : [other, one];
  return Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90 ? at : null;
}
