// What is told of a school besides the way to it: seats, classes, the last
// round, two sessions a day, rooms and grounds, where it is. What the city's
// data lack is left out, or "not known" where parents would ask.

import type { Level, SchoolTold } from '../api/contract.ts';
import { h } from '../element.ts';
import { ENTRY_GRADE } from '../level_shape.ts';
import type { Sentence, Wording } from './wording.ts';
import { newestCutOff } from './answer.ts';

interface Fact {
  name: string;
  text: string;
}

const KINDS: Record<string, Sentence> = { public: 'kind_public', private: 'kind_private', international: 'kind_international' };

function schoolYear(year: number, wording: Wording): string {
  return wording.say('school_year', { from: year, to: year + 1 });
}

/** "70 chỗ lớp 1" or, of preschools, "70 chỗ cho trẻ 5 tuổi". */
export function seatsText(seats: number, level: Level, wording: Wording): string {
  const grade = ENTRY_GRADE[level];
  const n = wording.count(seats);
  return grade === 0 ? wording.say('seats_five', { n }) : wording.say('seats_grade', { n, grade });
}

export function seatsLeftText(left: number, wording: Wording): string {
  return left > 0 ? wording.say('seats_left', { n: wording.count(left) }) : wording.say('seats_none_left');
}

function seats(told: SchoolTold, level: Level, wording: Wording): string | null {
  const newest = told.seats
    ?.filter(({ grade }) => grade === ENTRY_GRADE[level])
    .reduce((one, other) => (other.year > one.year ? other : one), { year: 0, grade: 0, seats: 0 });
  if (!newest || newest.year === 0) return null;
  return `${seatsText(newest.seats, level, wording)} (${schoolYear(newest.year, wording)})`;
}

function lastRound(told: SchoolTold, level: Level, wording: Wording): string | null {
  const last = newestCutOff(told, level);
  if (!last) return null;
  const { year, last_distance_m: far, seats_left: left, last_group_name: group } = last;
  if (last.withheld) return wording.say('cut_off_withheld', { year });
  const parts = [
    far !== null && wording.say(last.is_full ? 'cut_off_far' : 'cut_off_roomy', { year, distance: wording.distance(far) }),
    far === null && last.is_full && wording.say('cut_off_full_short', { year }),
    group && wording.say('last_group', { group }),
    left !== null && seatsLeftText(left, wording),
  ];
  return parts.filter(Boolean).join('; ');
}

function classes(told: SchoolTold, level: Level, wording: Wording): string | null {
  const now = told.now.find((one) => one.level === level);
  if (!now) return null;
  if (now.pupils === null) return now.withheld ? wording.say('pupils_withheld') : null;
  const said = [wording.say('pupils_now', { n: wording.count(now.pupils) })];
  if (now.classes) {
    said.unshift(wording.say('classes_now', { n: now.classes }));
    said.push(wording.say('class_size', { n: wording.decimal(now.pupils / now.classes, 0), cap: now.class_cap }));
  }
  return said.join(', ');
}

/** Two sessions a day or not; parents ask, so it is never left out. */
export function sessionsText(told: SchoolTold, wording: Wording): string {
  if (!told.capacity) return wording.say('unknown');
  return wording.say(told.capacity.sessions === 2 ? 'sessions_two' : 'sessions_one');
}

function facilities(told: SchoolTold, wording: Wording): string | null {
  const { capacity, gates } = told;
  const said = [
    capacity && wording.say('rooms', { n: wording.count(capacity.rooms) }),
    capacity?.area_m2 && wording.say('grounds', { n: wording.count(Math.round(capacity.area_m2)) }),
    gates.length > 1 && wording.say('gates', { n: gates.length }),
  ];
  return said.filter(Boolean).join(', ') || null;
}

export function placeText(told: SchoolTold, wording: Wording): string {
  return [told.address, told.ward].filter(Boolean).join(', ') || wording.say('unknown');
}

function kindText(told: SchoolTold, wording: Wording): string | null {
  const sentence = KINDS[told.kind ?? ''];
  return sentence ? wording.say(sentence) : told.kind;
}

function factsOf(told: SchoolTold, level: Level, wording: Wording): Fact[] {
  const facts: [Sentence, string | null][] = [
    ['fact_seats', seats(told, level, wording)],
    ['fact_last_round', lastRound(told, level, wording)],
    ['fact_classes', classes(told, level, wording)],
    ['fact_sessions', sessionsText(told, wording)],
    ['fact_facilities', facilities(told, wording)],
    ['fact_kind', kindText(told, wording)],
    ['fact_place', placeText(told, wording)],
  ];
  return facts.flatMap(([name, text]) => (text ? [{ name: wording.say(name), text }] : []));
}

export function schoolFacts(told: SchoolTold, level: Level, wording: Wording): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    ...factsOf(told, level, wording).map(({ name, text }) => h('div', { class: 'fact' }, h('dt', {}, name), h('dd', {}, text))),
  );
}
