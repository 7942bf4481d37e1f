// What the page knows of the child, read once and again after each change.

import type { Route, School } from '../api/contract.ts';
import type { Child, Explanation, FamilyContest } from '../api/family.ts';
import { readChild, readContests, readExplanation, readOwnRoute } from '../api/family.ts';
import { failureKind, type FailureKind } from '../api/request.ts';
import { readSchool } from '../api/service.ts';
import type { Language } from '../text/wording.ts';

const MOST_SCHOOLS_SHOWN = 6;

export interface Known {
  child: Child;
  contests: FamilyContest[];
  route: Route | null;
  /** Null while it is being opened. */
  explanation: Explanation | null;
  explanationFailed: FailureKind | null;
  /** The child's school and those it would rather be at, where they stand. */
  schools: Map<string, School>;
}

export async function readKnown(): Promise<Known> {
  const [child, contests] = await Promise.all([readChild(), readContests()]);
  return { child, contests, route: null, explanation: null, explanationFailed: null, schools: new Map() };
}

async function readSchools(known: Known, ids: string[], signal: AbortSignal): Promise<void> {
  const missing = ids.filter((id) => !known.schools.has(id)).slice(0, MOST_SCHOOLS_SHOWN);
  const schools = await Promise.all(missing.map((id) => readSchool(id, signal)));
  for (const school of schools) known.schools.set(school.id, school);
}

/** The way and where the school is; the page shows what has come after each `onMore`. */
export async function readWay(known: Known, signal: AbortSignal, onMore: () => void): Promise<void> {
  const own = known.child.placement?.school;
  const ways = own ? readOwnRoute(signal).then((route) => (known.route = route)) : null;
  await Promise.allSettled([ways, readSchools(known, own ? [own] : [], signal)]);
  if (!signal.aborted) onMore();
}

export async function readWhy(known: Known, language: Language, signal: AbortSignal, onMore: () => void): Promise<void> {
  if (!known.child.placement) return;
  try {
    known.explanation = await readExplanation(language, signal);
    known.explanationFailed = null;
    await readSchools(known, known.explanation.before.map(({ school }) => school), signal).catch(() => undefined);
  } catch (error) {
    known.explanationFailed = failureKind(error);
  }
  if (!signal.aborted) onMore();
}
