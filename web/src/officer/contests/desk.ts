// What the officer's desk knows: the contests of its wards, the days on which
// they are taken, and what schools are called.

import type { City, School } from '../../api/contract.ts';
import { listContests, listRounds, readWindow, type Contest, type ContestWindow } from '../../api/contests.ts';
import type { Session } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';
import { ENTRY_GRADE } from '../../level_shape.ts';

const MOST_SCHOOLS = 2000;

export interface Days {
  year: number;
  grade: number;
  window: ContestWindow;
}

export interface Desk {
  /** Null for who may not read them. */
  contests: Contest[] | null;
  days: Days[];
  schools: Map<string, School>;
}

// Grades that are placed: those of rounds and, before there is any, the entry grades of this year.
async function listGrades(city: City, role: Session['role']): Promise<{ year: number; grade: number }[]> {
  const rounds = role === 'planner' ? [] : await listRounds();
  const year = new Date().getFullYear();
  const usual = city.levels.map((level) => ({ year, grade: ENTRY_GRADE[level] }));
  const all = rounds.length > 0 ? rounds.map(({ year, grade }) => ({ year, grade })) : usual;
  const distinct = new Map(all.map((one) => [`${one.year}/${one.grade}`, one]));
  return [...distinct.values()].sort((one, other) => other.year - one.year || one.grade - other.grade);
}

async function readSchools(): Promise<Map<string, School>> {
  const { schools } = await answerOf(service.GET('/v1/schools', { params: { query: { limit: MOST_SCHOOLS } } }));
  return new Map(schools.map((school) => [school.id, school]));
}

export async function readDays(city: City, role: Session['role']): Promise<Days[]> {
  const grades = await listGrades(city, role);
  return Promise.all(grades.map(async ({ year, grade }) => ({ year, grade, window: await readWindow(year, grade) })));
}

export async function readDesk(city: City, { role }: Session): Promise<Desk> {
  const isOfficer = role === 'officer';
  const [contests, days, schools] = await Promise.all([isOfficer ? listContests() : null, readDays(city, role), isOfficer ? readSchools() : new Map<string, School>()]);
  return { contests, days, schools };
}
