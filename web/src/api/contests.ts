// What officers may ask about the contests of their wards' families.

import type { Route } from './contract.ts';
import type { components } from './openapi.d.ts';
import type { ContestKind, ContestState, ContestWindow, Explanation } from './family.ts';
import { CSRF, type Round } from './office.ts';
import { answerOf, failureKind, onceReady, service } from './request.ts';

type Schemas = components['schemas'];

export type { ContestKind, ContestState, ContestWindow };
export type Contest = Schemas['Contest'];
export type ContestEffect = Schemas['ContestEffect'];
export type Pupil = Schemas['Pupil'];

/** The oldest first. */
export async function listContests(): Promise<Contest[]> {
  return (await answerOf(service.GET('/v1/contests'))).contests;
}

export function readContest(contest: string): Promise<Contest> {
  return answerOf(service.GET('/v1/contests/{contest}', { params: { path: { contest } } }));
}

/** The job that works out what accepting would change. */
export async function tryContest(contest: string): Promise<string> {
  return (await answerOf(service.POST('/v1/contests/{contest}/effect', { params: { header: CSRF, path: { contest } } }))).job;
}

/** The job that makes the change, or null when it is decided at once. */
export async function decideContest(contest: string, decision: 'accept' | 'refuse', reason: string): Promise<string | null> {
  const body = reason === '' ? { decision } : { decision, reason };
  const answer = await answerOf(service.POST('/v1/contests/{contest}/decision', { params: { header: CSRF, path: { contest } }, body }));
  return 'job' in answer ? answer.job : null;
}

export function readPupil(pupil: string): Promise<Pupil> {
  return answerOf(service.GET('/v1/pupils/{pupil}', { params: { path: { pupil } } }));
}

/** The way from its home to its school, measured as when places were given. */
export function readPupilRoute(pupil: string, signal: AbortSignal): Promise<Route> {
  return answerOf(service.GET('/v1/pupils/{pupil}/route', { params: { path: { pupil } }, signal }));
}

export function readPupilExplanation(pupil: string, lang: 'vi' | 'en', signal: AbortSignal): Promise<Explanation> {
  const params = { path: { pupil }, query: { lang } };
  return onceReady(() => answerOf(service.GET('/v1/pupils/{pupil}/explanation', { params, signal })), signal);
}

export function giveCode(pupil: string): Promise<{ pupil: string; name: string | null; code: string }> {
  return answerOf(service.POST('/v1/pupils/{pupil}/code', { params: { header: CSRF, path: { pupil } } }));
}

export async function listRounds(): Promise<Round[]> {
  return (await answerOf(service.GET('/v1/rounds'))).rounds;
}

const NO_DAYS: ContestWindow = { opens: null, closes: null, is_open: false };

export async function readWindow(year: number, grade: number): Promise<ContestWindow> {
  try {
    return await answerOf(service.GET('/v1/contest-windows/{year}/{grade}', { params: { path: { year, grade } } }));
  } catch (error) {
    if (failureKind(error) === 'absent') return NO_DAYS;
    throw error;
  }
}

export function setWindow(year: number, grade: number, opens: string, closes: string): Promise<ContestWindow> {
  const params = { header: CSRF, path: { year, grade } };
  return answerOf(service.PUT('/v1/contest-windows/{year}/{grade}', { params, body: { opens, closes } }));
}
