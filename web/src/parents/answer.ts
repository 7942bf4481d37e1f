// What the service knows about a question: the schools near home, the one
// suggested, and the way to the one chosen.

import type { City, NearSchool, Nearest, Route, School, Zone } from '../api/contract.ts';
import { ServiceError, type FailureKind } from '../api/request.ts';
import { findNearest, findRoute, findZone, readSchool } from '../api/service.ts';
import type { Question } from './question.ts';

export interface Answer {
  nearest: Nearest;
  zone: Zone;
}

/** The school chosen: in the list already, or found by name or on the map. */
export interface Choice {
  school: School | NearSchool;
  route: Route | null;
}

export type Asked<Thing> =
  | { state: 'nothing' }
  | { state: 'asking'; before: Thing | null }
  | { state: 'known'; thing: Thing }
  | { state: 'failed'; kind: FailureKind };

export async function askNearest(question: Question, signal: AbortSignal): Promise<Answer> {
  if (!question.at) throw new ServiceError('refused', 'a question without a home');
  const [nearest, zone] = await Promise.all([
    findNearest(question.at, question.level, question.profile, signal),
    findZone(question.at, question.level, signal),
  ]);
  return { nearest, zone };
}

export async function askChoice(question: Question, answer: Answer | null, signal: AbortSignal): Promise<Choice> {
  const id = question.school;
  if (!id) throw new ServiceError('refused', 'a choice without a school');
  const listed = answer?.nearest.schools.find((school) => school.id === id);
  const [school, route] = await Promise.all([
    listed ?? readSchool(id, signal),
    question.at ? findRoute(question.at, id, question.profile, signal) : null,
  ]);
  return { school, route };
}

/** Those of a question about to be answered anew are still worth showing. */
export function knownBefore<Thing>(asked: Asked<Thing>): Thing | null {
  if (asked.state === 'known') return asked.thing;
  return asked.state === 'asking' ? asked.before : null;
}

// A zone follows walking; by motorbike its school may not be among the five.
function suggestedBeyondFive({ nearest, zone }: Answer): NearSchool | null {
  const own = zone.school;
  if (!own || nearest.schools.some((school) => school.id === own.id)) return null;
  const { id, name, distance_m, duration_s, gate, seats, cut_off } = own;
  if (distance_m === null || duration_s === null || gate === null) return null;
  return {
    ...{ id, name, distance_m, duration_s, gate, at: gate, levels: [nearest.level], in_zone: true },
    seats,
    seats_left: null,
    last_admitted: cut_off && {
      year: cut_off.year,
      distance_m: cut_off.last_distance_m,
      is_full: cut_off.is_full,
      withheld: cut_off.withheld,
    },
  };
}

/** The list as it is shown: the school suggested, then the others by distance. */
export function suggestedFirst(answer: Answer): NearSchool[] {
  const { schools } = answer.nearest;
  const beyond = suggestedBeyondFive(answer);
  if (beyond) return [beyond, ...schools];
  const own = answer.zone.school?.id;
  return [...schools.filter((school) => school.id === own), ...schools.filter((school) => school.id !== own)];
}

/** Everything a part of the page needs to show itself. */
export interface View {
  city: City;
  question: Question;
  answer: Asked<Answer>;
  choice: Asked<Choice>;
}
