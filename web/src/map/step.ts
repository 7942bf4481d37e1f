// Small steps over the ground, for pins moved by keys and buttons, and how far
// apart two places are. On such lengths the earth is flat.

import type { LonLat } from '../api/contract.ts';

export const STEP_M = 10;
export const FINE_STEP_M = 1;
const METRES_PER_DEGREE = 111_320;

function eastPerDegree(lat: number): number {
  return METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}

/** So many steps of ten metres to the east and to the north. */
export function moved([lon, lat]: LonLat, east: number, north: number): LonLat {
  return [lon + (east * STEP_M) / eastPerDegree(lat), lat + (north * STEP_M) / METRES_PER_DEGREE];
}

/** How far `there` lies to the east and to the north of `here`, in metres. */
export function offset(here: LonLat, there: LonLat): { east: number; north: number } {
  return {
    east: (there[0] - here[0]) * eastPerDegree(here[1]),
    north: (there[1] - here[1]) * METRES_PER_DEGREE,
  };
}

export function apart(here: LonLat, there: LonLat): number {
  const { east, north } = offset(here, there);
  return Math.hypot(east, north);
}
