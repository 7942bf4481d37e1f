// What the service knows about a question: the schools near home, the one
// suggested, the way to the one chosen, and those compared.

import type { City, CutOff, Level, NearSchool, Nearest, Profile, Route, SchoolTold, Zone } from '../api/contract.ts';
import { ServiceError, type FailureKind } from '../api/request.ts';
import { findNearest, findRoute, findZone, readSchool } from '../api/service.ts';
import { ENTRY_GRADE } from '../level_shape.ts';
import type { Question } from './question.ts';

const LISTED = 5;
// The five nearest on foot are, nearly always, among the fifteen nearest by
// motorbike, so that one question more tells how long both ways take.
const LISTED_THE_OTHER_WAY = 15;

export interface Answer {
  nearest: Nearest;
  /** The schools by the other way of travel; null where that failed. */
  other: Nearest | null;
  zone: Zone;
}

/** The school chosen: in the list already, or found by name or on the map. */
export interface Choice {
  id: string;
  /** Null where only what is told of it failed. */
  told: SchoolTold | null;
  route: Route | null;
}

export interface Way {
  profile: Profile;
  distance_m: number;
  duration_s: number;
}

/** A school beside others. */
export interface Compared {
  told: SchoolTold;
  ways: Way[];
}

export type Asked<Thing> =
  | { state: 'nothing' }
  | { state: 'asking'; before: Thing | null }
  | { state: 'known'; thing: Thing }
  | { state: 'failed'; kind: FailureKind };

export function otherProfile(profile: Profile): Profile {
  return profile === 'walk' ? 'motorbike' : 'walk';
}

function orNull<Thing>(asked: Promise<Thing>): Promise<Thing | null> {
  return asked.catch(() => null);
}

export async function askNearest(question: Question, signal: AbortSignal): Promise<Answer> {
  const { at, level, profile } = question;
  if (!at) throw new ServiceError('refused', 'a question without a home');
  const [nearest, other, zone] = await Promise.all([
    findNearest(at, level, profile, LISTED, signal),
    orNull(findNearest(at, level, otherProfile(profile), LISTED_THE_OTHER_WAY, signal)),
    findZone(at, level, profile, signal),
  ]);
  return { nearest, other, zone };
}

export async function askChoice(question: Question, answer: Answer | null, signal: AbortSignal): Promise<Choice> {
  const id = question.school;
  if (!id) throw new ServiceError('refused', 'a choice without a school');
  const isListed = answer?.nearest.schools.some((school) => school.id === id);
  const [told, route] = await Promise.all([
    isListed ? orNull(readSchool(id, signal)) : readSchool(id, signal),
    question.at ? findRoute(question.at, id, question.profile, signal) : null,
  ]);
  return { id, told, route };
}

function listedWays(id: string, answer: Answer | null): Way[] {
  return [answer?.nearest, answer?.other].flatMap((nearest) => {
    const school = nearest?.schools.find((one) => one.id === id);
    return nearest && school ? [{ profile: nearest.profile, distance_m: school.distance_m, duration_s: school.duration_s }] : [];
  });
}

async function askWay(question: Question, id: string, profile: Profile, signal: AbortSignal): Promise<Way[]> {
  if (!question.at) return [];
  const { distance_m, duration_s } = (await findRoute(question.at, id, profile, signal)).properties;
  return distance_m === null || duration_s === null ? [] : [{ profile, distance_m, duration_s }];
}

async function askOne(question: Question, id: string, answer: Answer | null, signal: AbortSignal): Promise<Compared> {
  const listed = listedWays(id, answer);
  const missing = (['walk', 'motorbike'] as const).filter((profile) => !listed.some((way) => way.profile === profile));
  const [told, ...asked] = await Promise.all([
    readSchool(id, signal),
    ...missing.map((profile) => askWay(question, id, profile, signal)),
  ]);
  return { told, ways: [...listed, ...asked.flat()] };
}

export function askCompared(question: Question, answer: Answer | null, signal: AbortSignal): Promise<Compared[]> {
  return Promise.all(question.compare.map((id) => askOne(question, id, answer, signal)));
}

/** Those of a question about to be answered anew are still worth showing. */
export function knownBefore<Thing>(asked: Asked<Thing>): Thing | null {
  if (asked.state === 'known') return asked.thing;
  return asked.state === 'asking' ? asked.before : null;
}

/** Of the general programme of the level's entry grade, the newest. */
export function newestCutOff(told: SchoolTold, level: Level): CutOff | null {
  return told.cut_offs.find(({ grade, programme }) => grade === ENTRY_GRADE[level] && programme === null) ?? null;
}

// The school of a zone need not be among the five.
function suggestedBeyondFive({ nearest, other, zone }: Answer): NearSchool | null {
  const own = zone.school;
  if (!own || nearest.schools.some((school) => school.id === own.id)) return null;
  const listed = other?.schools.find((school) => school.id === own.id);
  const { id, name, distance_m, duration_s, gate, seats, cut_off } = own;
  if (distance_m === null || duration_s === null || gate === null) return null;
  return {
    ...{ id, name, distance_m, duration_s, gate, at: listed?.at ?? gate, levels: [nearest.level], in_zone: true },
    seats,
    seats_left: cut_off?.seats_left ?? null,
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

/** As the list has them; those that are not in it come last. */
export function inListedOrder(ids: string[], answer: Answer): string[] {
  const listed = suggestedFirst(answer).map(({ id }) => id);
  const place = (id: string) => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  return [...ids].sort((one, other) => place(one) - place(other));
}

/** How a school is reached, as asked first, then the other way where it is known. */
export function waysTo(school: NearSchool, answer: Answer): Way[] {
  const { profile } = answer.nearest;
  const { distance_m, duration_s } = school;
  const others = listedWays(school.id, answer).filter((way) => way.profile !== profile);
  return [{ profile, distance_m, duration_s }, ...others];
}

/** Everything a part of the page needs to show itself. */
export interface View {
  city: City;
  question: Question;
  answer: Asked<Answer>;
  choice: Asked<Choice>;
  /** The answer for the home left behind while another is tried. */
  before: Asked<Answer>;
  compared: Asked<Compared[]>;
}
