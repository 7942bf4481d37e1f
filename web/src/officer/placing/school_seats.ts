// A school in a round: where it stands, its seats, how many were placed, and the
// last one it took. One school may have several pools: general seats and those
// kept for programmes.

import type { Level, LonLat } from '../../api/contract.ts';
import { answerOf, service } from '../../api/request.ts';
import { readPools, type Pool } from '../rounds.ts';

export interface SchoolSeats {
  id: string;
  name: string;
  ward: string;
  at: LonLat | null;
  seats: number;
  placed: number;
  pools: Pool[];
}

export interface Ward {
  id: string;
  name: string;
}

const MOST_SCHOOLS = 2000;

export async function readWards(level: Level): Promise<Ward[]> {
  const { wards } = await answerOf(service.GET('/v1/capacity', { params: { query: { level } } }));
  return (wards ?? []).flatMap(({ id, name }) => (id ? [{ id, name: name ?? id }] : []));
}

export async function readSchoolSeats(round: string, level: Level): Promise<SchoolSeats[]> {
  const [pools, { schools }] = await Promise.all([
    readPools(round),
    answerOf(service.GET('/v1/schools', { params: { query: { level, limit: MOST_SCHOOLS } } })),
  ]);
  const places = new Map(schools.map((school) => [school.id, school]));
  const seats = new Map<string, SchoolSeats>();
  for (const pool of pools) {
    const place = places.get(pool.school);
    const one = seats.get(pool.school) ?? {
      id: pool.school,
      name: pool.name ?? place?.name ?? pool.school,
      ward: place?.ward ?? '',
      at: place?.at ?? null,
      seats: 0,
      placed: 0,
      pools: [],
    };
    seats.set(pool.school, { ...one, seats: one.seats + pool.seats, placed: one.placed + pool.placed, pools: [...one.pools, pool] });
  }
  return [...seats.values()].sort((one, other) => one.name.localeCompare(other.name, 'vi'));
}

/** How far the last goes whom it took, in metres or, by rules that measure time, seconds. */
export function lastWay({ pools }: SchoolSeats): { metres: number | null; seconds: number | null } {
  const most = (ways: (number | null | undefined)[]) => {
    const known = ways.filter((way): way is number => typeof way === 'number');
    return known.length > 0 ? Math.max(...known) : null;
  };
  return { metres: most(pools.map(({ last_m }) => last_m)), seconds: most(pools.map(({ last_s }) => last_s)) };
}
