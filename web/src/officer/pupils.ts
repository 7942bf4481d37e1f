// Pupils as an officer sees them: those of the officer's own wards.

import type { components } from '../api/openapi.d.ts';
import type { Profile, Route } from '../api/contract.ts';
import { answerOf, service, ServiceError } from '../api/request.ts';
import type { Language } from '../text/wording.ts';

type Schemas = components['schemas'];
export type Pupil = Schemas['Pupil'];
export type Explanation = Schemas['Explanation'];
export type ExplainedSchool = Schemas['ExplainedSchool'];

const PAGE = 1000;
const OPENING_PAUSE_MS = 800;

export interface PupilsAsked {
  round: string;
  grade: number;
  year: number;
  school?: string;
  ward?: string;
  q?: string;
  unplaced?: 1;
}

/** All of them, page after page; at most `most`. */
export async function readPupils(asked: PupilsAsked, most = Infinity): Promise<Pupil[]> {
  const found: Pupil[] = [];
  let after: string | null = '';
  while (after !== null && found.length < most) {
    const query: PupilsAsked & { limit: number; after?: string } = { ...asked, limit: Math.min(PAGE, most), ...(after && { after }) };
    const page: { pupils: Pupil[]; next: string | null } = await answerOf(service.GET('/v1/pupils', { params: { query } }));
    found.push(...page.pupils);
    after = page.next;
  }
  return found;
}

export function readPupil(pupil: string, round: string): Promise<Pupil> {
  return answerOf(service.GET('/v1/pupils/{pupil}', { params: { path: { pupil }, query: { round } } }));
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('left', 'AbortError'));
    });
  });

/** The first who asks of a round waits some seconds until it is open. */
export async function readExplanation(pupil: string, round: string, lang: Language, signal: AbortSignal): Promise<Explanation> {
  for (;;) {
    try {
      const params = { path: { pupil }, query: { round, lang } };
      return await answerOf(service.GET('/v1/pupils/{pupil}/explanation', { params, signal }));
    } catch (error) {
      const isOpening = error instanceof ServiceError && error.problem['status'] === 503;
      if (!isOpening) throw error;
      await pause((error.retryAfterS ?? 1) * OPENING_PAUSE_MS, signal);
    }
  }
}

/** The way to its place, by the rules' own measure; null when it has none. From the home as it is kept, for placing
    was by that to the centimetre. */
export async function readWay({ at, placement }: Pupil, profile: Profile, signal?: AbortSignal): Promise<Route | null> {
  if (!placement?.school) return null;
  const query = { from: at.join(','), school: placement.school, profile };
  return answerOf(service.GET('/v1/route', { params: { query }, ...(signal && { signal }) }));
}
