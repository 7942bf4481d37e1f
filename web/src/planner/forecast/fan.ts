// The pupils of a place in one series (a level or a grade): known, ahead with
// ranges, and what had been forecast of years that have come.

import type { Level } from '../../api/contract.ts';
import type { PlanningPupils } from '../../api/planning.ts';

export interface Known {
  year: number;
  pupils: number;
}

export interface Range {
  year: number;
  median: number;
  low50: number;
  high50: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
}

export interface Fan {
  known: Known[];
  ahead: Range[];
  /** Forecasts of the number of years before that is asked for. */
  past: Range[];
}

type Told = PlanningPupils['ahead'][number];

function rangeOf({ year, median, low50, high50, low80, high80, low95, high95 }: Told): Range {
  const known = (n: number | null) => n ?? 0;
  return {
    year,
    median: known(median),
    low50: known(low50),
    high50: known(high50),
    low80: known(low80),
    high80: known(high80),
    low95: known(low95),
    high95: known(high95),
  };
}

/** `grade` null: the whole level. */
export function fanOf(pupils: PlanningPupils, level: Level, grade: number | null, ahead: number): Fan {
  const isIts = (row: { level: Level | null; grade: number | null }) => row.level === level && row.grade === grade;
  return {
    known: pupils.known.filter(isIts),
    ahead: pupils.ahead.filter((row) => isIts(row) && !row.withheld).map(rangeOf),
    past: pupils.past.filter((row) => isIts(row) && row.year - row.origin === ahead).map(rangeOf),
  };
}

export interface Trust {
  of: number;
  covered: number;
  /** The mean of |median - truth| / truth. */
  error: number;
}

export function trustOf({ known, past }: Fan): Trust {
  const checked = past.flatMap((range) => {
    const truth = known.find(({ year }) => year === range.year)?.pupils;
    return truth ? [{ range, truth }] : [];
  });
  const covered = checked.filter(({ range, truth }) => truth >= range.low80 && truth <= range.high80).length;
  const errors = checked.map(({ range, truth }) => Math.abs(range.median - truth) / truth);
  return { of: checked.length, covered, error: errors.reduce((sum, one) => sum + one, 0) / Math.max(1, errors.length) };
}

/** How many years ahead there are past forecasts to look at. */
export function yearsChecked(pupils: PlanningPupils): number[] {
  const spans = new Set(pupils.past.map(({ year, origin }) => year - origin));
  return [1, 2, 3].filter((span) => spans.has(span));
}
