// What the parent asks, as the page's address: a link to it asks the same
// again. It stands after the #, which browsers do not send to servers.
//
//     #/?at=106.688100,10.772400&place=12+Lê+Lợi&level=primary&school=w123
//     #/compare?at=…&compare=w123,w456         two or three side by side

import type { Level, LonLat, Profile } from '../api/contract.ts';
import { formatLonLat } from '../api/service.ts';
import { LEVELS } from '../level_shape.ts';
import { formatAddress, readAddress } from '../part/address.ts';
import type { Language } from '../text/wording.ts';

export interface Question {
  at: LonLat | null;
  /** What the parent typed or chose to say where home is. */
  place: string | null;
  /** Where home is only known by its street: the house number not found there, or "street". */
  rough: string | null;
  /** Home, while the parent tries what it would be elsewhere. */
  was: LonLat | null;
  wasPlace: string | null;
  level: Level;
  /** The school whose way is shown. */
  school: string | null;
  profile: Profile;
  /** Schools ticked, at most three. */
  compare: string[];
  /** Are they shown side by side? */
  isComparing: boolean;
  language: Language;
}

export const MOST_COMPARED = 3;
const COMPARE = 'compare';

function parseLonLat(text: string | undefined): LonLat | null {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!match) return null;
  const [lon, lat] = [Number(match[1]), Number(match[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

// Shown to whoever opens the link, so nothing but what a house is numbered by.
function parseRough(text: string | undefined): string | null {
  return /^(street|\d[\d/a-z-]{0,19})$/i.test(text ?? '') ? (text ?? null) : null;
}

function parseSchools(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((id) => id !== ''))].slice(0, MOST_COMPARED);
}

/** Whatever is missing or makes no sense in the address gets its default. */
export function parseQuestion(hash: string): Question {
  const { part, values, language } = readAddress(hash);
  const at = parseLonLat(values['at']);
  const was = at && parseLonLat(values['was']);
  const compare = at ? parseSchools(values['compare']) : [];
  return {
    at,
    place: (at && values['place']) || null,
    rough: at && parseRough(values['rough']),
    was,
    wasPlace: (was && values['was_place']) || null,
    level: LEVELS.find((level) => level === values['level']) ?? 'primary',
    school: values['school'] ?? null,
    profile: values['profile'] === 'motorbike' ? 'motorbike' : 'walk',
    compare,
    isComparing: part === COMPARE && compare.length > 1,
    language,
  };
}

/** To be sent to others: without the home left behind. */
export function formatToShare(question: Question): string {
  return formatQuestion({ ...question, was: null, wasPlace: null });
}

export function formatQuestion(question: Question): string {
  const { at, place, rough, was, wasPlace, level, school, profile, compare, isComparing, language } = question;
  const values = {
    at: at ? formatLonLat(at) : '',
    place: (at && place) || '',
    rough: (at && rough) || '',
    was: at && was ? formatLonLat(was) : '',
    was_place: (was && wasPlace) || '',
    level,
    school: school ?? '',
    profile: profile === 'walk' ? '' : profile,
    compare: compare.join(','),
  };
  return formatAddress({ part: isComparing ? COMPARE : '', values, language });
}

function isSamePlace(one: LonLat | null, other: LonLat | null): boolean {
  return one === other || (one !== null && other !== null && formatLonLat(one) === formatLonLat(other));
}

/** Do both ask for the same schools (and not only for another way to them)? */
export function asksTheSame(one: Question, other: Question): boolean {
  return one.level === other.level && one.profile === other.profile && isSamePlace(one.at, other.at);
}

/** Do both compare a home with the same other one? */
export function asksTheSameOfBefore(one: Question, other: Question): boolean {
  return one.level === other.level && one.profile === other.profile && isSamePlace(one.was, other.was);
}

export function comparesTheSame(one: Question, other: Question): boolean {
  return one.isComparing === other.isComparing && one.compare.join() === other.compare.join();
}
