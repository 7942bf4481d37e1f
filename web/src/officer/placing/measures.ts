// The measures that methods are compared by: which way is better, how each is
// written, and which rounds are best at it. The table and its sentences use it.

import type { Measures } from '../rounds.ts';
import type { Wording } from './wording.ts';

type Key = keyof Measures;

export interface Measure {
  name: 'placed' | 'unplaced' | 'mean' | 'median' | 'p95' | 'max' | 'over_cap' | 'envy' | 'seats' | 'moved' | 'first_wish' | 'any_wish';
  better: 'more' | 'less' | null;
  /** What is compared; null where it is not known. */
  value(of: Measures): number | null;
  show(of: Measures, wording: Wording): string;
}

function way(name: 'mean' | 'median' | 'p95' | 'max'): Measure {
  const metres = (of: Measures) => of[`${name}_m` as Key] ?? null;
  const seconds = (of: Measures) => of[`${name}_s` as Key] ?? null;
  return {
    name,
    better: 'less',
    value: (of) => metres(of) ?? seconds(of),
    show(of, wording) {
      const [m, s] = [metres(of), seconds(of)];
      return m !== null ? wording.distance(m) : s !== null ? wording.duration(s) : '–';
    },
  };
}

function count(name: Measure['name'], key: Key, better: Measure['better']): Measure {
  return {
    name,
    better,
    value: (of) => of[key] ?? null,
    show: (of, wording) => wording.count(of[key] ?? 0),
  };
}

const MEASURES: Measure[] = [
  count('placed', 'placed', 'more'),
  count('unplaced', 'unplaced', 'less'),
  way('mean'),
  way('median'),
  way('p95'),
  way('max'),
  count('over_cap', 'over_cap', 'less'),
  count('envy', 'justified_envy', 'less'),
  count('first_wish', 'first_wish', 'more'),
  count('any_wish', 'any_wish', 'more'),
  {
    name: 'moved',
    better: 'less',
    value: (of) => (of.compared ? (of.moved ?? null) : null),
    show: (of, wording) => wording.say('measure_part', { n: wording.count(of.moved ?? 0), of: wording.count(of.compared ?? 0) }),
  },
  {
    name: 'seats',
    better: null,
    value: (of) => of.seats_used ?? null,
    show: (of, wording) => wording.say('measure_part', { n: wording.count(of.seats_used ?? 0), of: wording.count(of.seats ?? 0) }),
  },
];

/** Those that these rounds tell of. */
export function measuresOf(columns: (Measures | null)[]): Measure[] {
  return MEASURES.filter(({ value }) => columns.some((of) => of && value(of) !== null));
}

/** Which columns are best, or none where all are the same or nothing is better. */
export function bestColumns({ better, value }: Measure, columns: (Measures | null)[]): boolean[] {
  const values = columns.map((of) => (of ? value(of) : null));
  const known = values.filter((one): one is number => one !== null);
  if (!better || new Set(known).size < 2) return columns.map(() => false);
  const best = better === 'more' ? Math.max(...known) : Math.min(...known);
  return values.map((one) => one === best);
}
