// What of the city stands still while zones are drawn: its schools of a level
// with where they stand and their seats, and the names of its wards.

import type { Level, LonLat, School } from '../../api/contract.ts';
import { answerOf, service } from '../../api/request.ts';
import { ENTRY_GRADE } from '../../level_shape.ts';

export interface PlanSchool {
  id: string;
  name: string;
  at: LonLat;
  /** Of the entry grade in the newest year they are known for. */
  seats: number;
}

export interface Ground {
  schools: Map<string, PlanSchool>;
  /** By id; a ward that has none goes by its id. */
  wards: Map<string, string>;
}

export async function readGround(level: Level, noName: string): Promise<Ground> {
  const [{ schools }, { wards }] = await Promise.all([
    answerOf(service.GET('/v1/schools', { params: { query: { level, limit: 2000 } } })),
    answerOf(service.GET('/v1/capacity', { params: { query: { level } } })),
  ]);
  return {
    schools: new Map(schools.map((school) => [school.id, { id: school.id, name: school.name || noName, at: school.at, seats: newestSeats(school, ENTRY_GRADE[level]) }])),
    wards: new Map((wards ?? []).map(({ id, name }) => [id ?? '', shortWard(name)])),
  };
}

function newestSeats({ seats }: School, entryGrade: number): number {
  const known = (seats ?? []).filter(({ grade }) => grade === entryGrade).sort((one, other) => other.year - one.year);
  return known[0]?.seats ?? 0;
}

// "Phường An Khánh, Thành phố Mẫu": the city is known here.
function shortWard(name: string): string {
  return name.split(',')[0] ?? name;
}
