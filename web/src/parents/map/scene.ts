// What the map shows of a view, free of how it is drawn.

import type { Level, LonLat } from '../../api/contract.ts';
import { formatLonLat } from '../../api/service.ts';
import { knownBefore, type View } from '../answer.ts';
import { wordingIn } from '../wording.ts';

export interface SceneSchool {
  id: string;
  name: string;
  at: LonLat;
  level: Level;
  /** 1 for the nearest; 0 for one that is not among the five. */
  rank: number;
  isChosen: boolean;
}

export interface Scene {
  level: Level;
  home: LonLat | null;
  /** The school in whose zone home is. */
  ownSchool: string | null;
  schools: SceneSchool[];
  route: LonLat[] | null;
  /** Where the way ends, and the school's marker inside; null where both are one. */
  gate: { at: LonLat; inside: LonLat; name: string } | null;
  /** What should be in sight; the map moves when `key` changes. */
  focus: { key: string; points: LonLat[] };
}

function sceneSchools(view: View): SceneSchool[] {
  const { school: chosen, level } = view.question;
  const schools = knownBefore(view.answer)?.nearest.schools ?? [];
  const listed = schools.map(({ id, name, at }, n) => ({ id, name, at, level, rank: n + 1, isChosen: id === chosen }));
  const other = knownBefore(view.choice)?.told;
  if (!other || other.id !== chosen || listed.some(({ id }) => id === chosen)) return listed;
  const { id, name, at, levels } = other;
  const itsLevel = levels.includes(level) ? level : (levels[0] ?? level);
  return [...listed, { id, name, at, level: itsLevel, rank: 0, isChosen: true }];
}

function sceneRoute(view: View): LonLat[] | null {
  if (!view.question.school || !view.question.at) return null;
  return knownBefore(view.choice)?.route?.geometry?.coordinates ?? null;
}

const BESIDE_M = 10;
const METRES_A_DEGREE = 111_320;

function metresBetween([lon, lat]: LonLat, [lonB, latB]: LonLat): number {
  return METRES_A_DEGREE * Math.hypot((lonB - lon) * Math.cos((lat * Math.PI) / 180), latB - lat);
}

function sceneGate(view: View, schools: SceneSchool[], route: LonLat[] | null): Scene['gate'] {
  const at = route?.at(-1);
  const inside = schools.find((school) => school.isChosen)?.at;
  if (!at || !inside || metresBetween(at, inside) < BESIDE_M) return null;
  return { at, inside, name: wordingIn(view.question.language).say('gate') };
}

function sceneFocus(view: View, schools: SceneSchool[], route: LonLat[] | null): Scene['focus'] {
  const { at, level, school } = view.question;
  const home = at ? [at] : [];
  const where = at ? formatLonLat(at) : '';
  if (school && view.choice.state === 'known') {
    const gate = schools.filter((one) => one.isChosen).map((one) => one.at);
    return { key: `way ${where} ${school}`, points: [...home, ...gate, ...(route ?? [])] };
  }
  if (view.answer.state !== 'known') return { key: '', points: [] };
  return { key: `near ${where} ${level}`, points: [...home, ...schools.map((one) => one.at)] };
}

export function sceneOf(view: View): Scene {
  const schools = sceneSchools(view);
  const route = sceneRoute(view);
  return {
    level: view.question.level,
    home: view.question.at,
    ownSchool: view.question.at ? (knownBefore(view.answer)?.zone.school?.id ?? null) : null,
    schools,
    route,
    gate: sceneGate(view, schools, route),
    focus: sceneFocus(view, schools, route),
  };
}
