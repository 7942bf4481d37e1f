// What the numbers of a year mean, in sentences: the same on the page, over the
// charts and in the report.

import type { PlanningNeed, PlanningPlace, PlanningRooms } from '../api/planning.ts';
import type { Wording } from './wording.ts';

export const ROOMS_TARGET = 300;

export function needOf(place: PlanningPlace | undefined, year: number): PlanningNeed | undefined {
  return place?.needs.find((need) => need.year === year);
}

export function rateOf(place: PlanningPlace | undefined, year: number): number | undefined {
  return place?.rooms_per_10000.find((rate) => rate.year === year)?.value;
}

export function placeOf(rooms: PlanningRooms, ward: string): PlanningPlace {
  return rooms.wards.find(({ id }) => id === ward) ?? rooms.city;
}

/** "Phường 5" of "Phường 5, Quận 3, Thành phố …": enough inside one city, unless another has the same name. */
export function shortName(place: PlanningPlace, rooms: PlanningRooms): string {
  const short = place.name.split(',')[0] ?? place.name;
  const same = rooms.wards.filter(({ name }) => name.split(',')[0] === short);
  return same.length > 1 ? place.name : short;
}

/** The ward that misses most rooms; none if no ward misses any. */
export function worstWard(rooms: PlanningRooms, year: number): PlanningPlace | undefined {
  const missing = (place: PlanningPlace) => needOf(place, year)?.shortage ?? 0;
  return rooms.wards.reduce<PlanningPlace | undefined>(
    (worst, ward) => (missing(ward) > (worst ? missing(worst) : 0) ? ward : worst),
    undefined,
  );
}

/** "Năm học 2030–2031 thiếu 120 phòng tiểu học, nhiều nhất ở Phường X (12 phòng)." */
export function shortageFinding(rooms: PlanningRooms, year: number, ward: string, wording: Wording): string {
  const place = placeOf(rooms, ward);
  const need = needOf(place, year);
  const values = {
    year: wording.say('school_year', { from: year, to: year + 1 }),
    level: wording.say(`level_word_${rooms.level}`),
    place: place === rooms.city ? wording.say('whole_city') : shortName(place, rooms),
  };
  if (!need) return wording.say('finding_no_schools', values);
  const n = wording.count(need.shortage);
  if (need.shortage === 0) return wording.say('finding_enough', values);
  const worst = place === rooms.city ? worstWard(rooms, year) : undefined;
  if (!worst) return wording.say('finding_shortage_ward', { ...values, n });
  return wording.say('finding_shortage', { ...values, n, ward: shortName(worst, rooms), m: wording.count(needOf(worst, year)?.shortage ?? 0) });
}

export function rangeFinding(need: PlanningNeed, wording: Wording): string {
  return wording.say('finding_range', {
    needed: wording.count(need.rooms_needed),
    low: wording.count(need.rooms_low80),
    high: wording.count(need.rooms_high80),
    rooms: need.rooms === null ? wording.say('unknown') : wording.count(need.rooms),
  });
}

export function surplusFinding(need: PlanningNeed, wording: Wording): string | null {
  if (need.shortage === 0 || need.surplus === 0) return null;
  return wording.say('finding_surplus', { n: wording.count(need.surplus) });
}

export function rateFinding(rate: number | undefined, wording: Wording): string | null {
  if (rate === undefined) return null;
  const values = { rate: wording.decimal(rate, 1), target: ROOMS_TARGET, n: wording.decimal(Math.abs(ROOMS_TARGET - rate), 1) };
  return wording.say(rate >= ROOMS_TARGET ? 'finding_rate_met' : 'finding_rate_short', values);
}

export function classFinding(need: PlanningNeed, wording: Wording): string | null {
  if (need.class_size === null) return null;
  const values = {
    level: wording.say(`level_word_${need.level}`),
    size: wording.decimal(need.class_size, 1),
    cap: need.class_cap,
    n: wording.count(need.schools_over_class_cap),
    schools: wording.count(need.schools),
  };
  const isWithin = need.class_size <= need.class_cap;
  return wording.say(isWithin ? 'finding_class_within' : 'finding_class_over', values);
}

export function unknownFinding(need: PlanningNeed, wording: Wording): string | null {
  if (need.schools_unknown === 0) return null;
  return wording.say('finding_unknown', { n: wording.count(need.schools_unknown), schools: wording.count(need.schools) });
}

/** All there is to say of a place in a year, the headline first. */
export function findings(rooms: PlanningRooms, year: number, ward: string, wording: Wording): string[] {
  const place = placeOf(rooms, ward);
  const need = needOf(place, year);
  return [
    shortageFinding(rooms, year, ward, wording),
    need && rangeFinding(need, wording),
    need && surplusFinding(need, wording),
    rateFinding(rateOf(place, year), wording),
    need && classFinding(need, wording),
    need && unknownFinding(need, wording),
  ].filter((sentence): sentence is string => typeof sentence === 'string');
}
