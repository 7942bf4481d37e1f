// Rounds of placing as the officers' steps know them: what each method is
// called, and which rounds were made together.

import type { components } from '../api/openapi.d.ts';
import type { Level } from '../api/contract.ts';
import type { Round } from '../api/office.ts';
import { answerOf, service } from '../api/request.ts';
import { ENTRY_GRADE, LEVELS } from '../level_shape.ts';

type Schemas = components['schemas'];

export type { Round };
export type Consequences = Schemas['Consequences'];
export type Measures = NonNullable<Schemas['ConsequenceMeasures']>;
export type Pool = Schemas['RoundPools']['pools'][number];
export type Histogram = Schemas['RoundHistogram'];

export const METHODS = ['nearest_first', 'stable', 'optimal_total', 'optimal_tail', 'optimal_caps'] as const;
export type Method = (typeof METHODS)[number];

export function methodOf(round: Round): Method {
  const name = round.objective ? `${round.method}_${round.objective}` : round.method;
  return name.replace('-', '_') as Method;
}

export function levelOfGrade(grade: number): Level {
  return LEVELS.find((level) => ENTRY_GRADE[level] === grade) ?? 'primary';
}

/** Rounds of one order of work: same rules, same data, each method once. */
export interface Run {
  rounds: Round[];
  madeAt: string;
}

// Placing again over the same data makes the same rounds; over other data, or by
// other rules, new ones. So a method that comes again begins another run.
function startsRun(run: Run | undefined, round: Round): boolean {
  const [first] = run?.rounds ?? [];
  if (!first) return true;
  return first.rules.checksum !== round.rules.checksum || run?.rounds.some((one) => methodOf(one) === methodOf(round)) === true;
}

/** The newest first; in each the methods in their order. */
export function runsOf(rounds: Round[]): Run[] {
  const runs: Run[] = [];
  for (const round of rounds) {
    if (startsRun(runs[0], round)) runs.unshift({ rounds: [], madeAt: round.made_at });
    runs[0]?.rounds.push(round);
  }
  for (const run of runs) run.rounds.sort((one, other) => METHODS.indexOf(methodOf(one)) - METHODS.indexOf(methodOf(other)));
  return runs;
}

/** In the order they were made. */
export async function readRounds(grade: number, year: number): Promise<Round[]> {
  const { rounds } = await answerOf(service.GET('/v1/rounds', { params: { query: { grade, year } } }));
  return rounds.sort((one, other) => one.made_at.localeCompare(other.made_at));
}

export function readConsequences(rounds: Round[]): Promise<Consequences> {
  const [first, ...others] = rounds.map(({ round }) => round);
  const query = others.length > 0 ? { with: others.join(',') } : {};
  return answerOf(service.GET('/v1/rounds/{round}/consequences', { params: { path: { round: first ?? '' }, query } }));
}

export async function readPools(round: string): Promise<Pool[]> {
  return (await answerOf(service.GET('/v1/rounds/{round}/pools', { params: { path: { round } } }))).pools;
}

export function readHistogram(round: string): Promise<Histogram> {
  return answerOf(service.GET('/v1/rounds/{round}/histogram', { params: { path: { round } } }));
}

export interface Years {
  grade: number;
  year: number;
}

/** Every grade and year of which there are rounds or zones, and the years one may begin. */
export async function readYears(): Promise<number[]> {
  const [{ rounds }, { plans }] = await Promise.all([answerOf(service.GET('/v1/rounds')), answerOf(service.GET('/v1/plans'))]);
  const thisYear = new Date().getFullYear();
  const years = [...rounds, ...plans].flatMap(({ year }) => (year === null ? [] : [year]));
  return [...new Set([thisYear, ...years])].sort((one, other) => other - one);
}
