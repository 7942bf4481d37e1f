// What a family may ask: about the one child its session was begun for.

import type { Route } from './contract.ts';
import type { components } from './openapi.d.ts';
import { CSRF, remember, type Session } from './office.ts';
import { answerOf, onceReady, service } from './request.ts';

type Schemas = components['schemas'];

export type Child = Schemas['Child'];
export type Explanation = Schemas['Explanation'];
export type ExplainedSchool = Schemas['ExplainedSchool'];
export type ContestKind = Schemas['ContestKind'];
export type ContestState = Schemas['ContestState'];
export type ContestWindow = Schemas['ContestWindow'];
export type FamilyContest = Schemas['FamilyContest'];
export type LonLat = Schemas['Position'];

export interface NewContest {
  kind: ContestKind;
  at?: LonLat;
  school?: string;
  line?: [LonLat, LonLat, ...LonLat[]];
  words?: string;
}

/** The code is used up by it. */
export async function beginSession(pupil: string, code: string): Promise<Session> {
  return remember(await answerOf(service.POST('/v1/family/session', { body: { pupil, code } })));
}

export function readChild(): Promise<Child> {
  return answerOf(service.GET('/v1/family/child'));
}

/** The first who asks of a round waits some seconds until it is open. */
export function readExplanation(lang: 'vi' | 'en', signal: AbortSignal): Promise<Explanation> {
  return onceReady(() => answerOf(service.GET('/v1/family/explanation', { params: { query: { lang } }, signal })), signal);
}

/** The way to its school, measured as when places were given. */
export function readOwnRoute(signal: AbortSignal): Promise<Route> {
  return answerOf(service.GET('/v1/family/route', { signal }));
}

export async function readContests(): Promise<FamilyContest[]> {
  return (await answerOf(service.GET('/v1/family/contests'))).contests;
}

export async function addContest(contest: NewContest): Promise<void> {
  await service.POST('/v1/family/contests', { params: { header: CSRF }, body: contest as never });
}

export async function withdrawContest(contest: string): Promise<void> {
  await service.DELETE('/v1/family/contests/{contest}', { params: { header: CSRF, path: { contest } } });
}
