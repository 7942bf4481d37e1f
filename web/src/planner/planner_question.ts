// What a planner looks at, as the address has it, the same in all parts:
//
//     #/forecast?level=primary&year=2028&ward=P02&school=M017&grade=1&ahead=2

import type { City, Level } from '../api/contract.ts';
import type { PlanningRooms } from '../api/planning.ts';

/** What stays when one goes from part to part. */
export const KEPT = ['level', 'year', 'ward'];

export interface PlannerQuestion {
  level: Level;
  /** Null: the last that is forecast. */
  year: number | null;
  ward: string;
  school: string;
  grade: number | null;
  /** How many years ahead the past forecasts shown had looked. */
  ahead: number;
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

/** Primary is what most is asked of; a city without it starts with its lowest. */
function usualLevel({ levels }: City): Level {
  return levels.includes('primary') ? 'primary' : (levels[0] ?? 'primary');
}

export function parseQuestion(values: Record<string, string>, city: City): PlannerQuestion {
  return {
    level: city.levels.find((level) => level === values['level']) ?? usualLevel(city),
    year: wholeNumber(values['year']),
    ward: values['ward'] ?? '',
    school: values['school'] ?? '',
    grade: wholeNumber(values['grade']),
    ahead: wholeNumber(values['ahead']) ?? 1,
  };
}

export function forecastYears({ origin, until }: Pick<PlanningRooms, 'origin' | 'until'>): number[] {
  return Array.from({ length: until - origin }, (_, n) => origin + 1 + n);
}

/** The year asked for if it is forecast, else the last: that is what one plans for. */
export function yearOf({ year }: PlannerQuestion, years: number[]): number {
  return years.find((one) => one === year) ?? years[years.length - 1] ?? 0;
}
