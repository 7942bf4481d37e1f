// What in the data asks for a second look. None of it proves a fault: each
// signal says what was seen, and a person decides. They are found here, from what
// the officer may see anyway, each time the data are read.

import type { LonLat } from '../../api/contract.ts';
import { apart } from '../../map/step.ts';
import type { Pupil } from './pupil.ts';
import type { WardAreas } from './ward_areas.ts';
import type { Wording } from './wording.ts';

export const SIGNALS = ['outside', 'other_ward', 'same_point', 'double', 'siblings_apart', 'age', 'no_address'] as const;
export type SignalKind = (typeof SIGNALS)[number];

export interface Signal {
  kind: SignalKind;
  why(wording: Wording): string;
}

/** So many at one point are more than a family. */
const CROWD = 5;
const APART_M = 300;
/** Who enters grade 1 turns six that year. */
const AGE_BEFORE_GRADE_1 = 5;

export type Signals = Map<string, Signal[]>;

class Search {
  private readonly atPoint = new Map<string, Pupil[]>();
  private readonly byPerson = new Map<string, Pupil[]>();
  private readonly byId = new Map<string, Pupil>();

  constructor(
    pupils: Pupil[],
    private readonly wards: WardAreas,
  ) {
    for (const pupil of pupils) {
      this.byId.set(pupil.id, pupil);
      note(this.atPoint, pointKey(pupil.at), pupil);
      if (pupil.name && pupil.birth_year) note(this.byPerson, personKey(pupil), pupil);
    }
  }

  of(pupil: Pupil): Signal[] {
    return [this.place(pupil), this.crowd(pupil), this.double(pupil), this.sibling(pupil), this.age(pupil), this.address(pupil)].filter(
      (signal): signal is Signal => signal !== null,
    );
  }

  private place({ at, ward }: Pupil): Signal | null {
    if (this.wards.count === 0) return null;
    const found = this.wards.at(at);
    if (found === null) return { kind: 'outside', why: (wording) => wording.say('why_outside') };
    if (ward === null || ward === found) return null;
    const names = { written: this.wards.name(ward), found: this.wards.name(found) };
    return { kind: 'other_ward', why: (wording) => wording.say('why_other_ward', names) };
  }

  private crowd({ at }: Pupil): Signal | null {
    const n = this.atPoint.get(pointKey(at))?.length ?? 0;
    return n < CROWD ? null : { kind: 'same_point', why: (wording) => wording.say('why_same_point', { n: wording.count(n) }) };
  }

  private double(pupil: Pupil): Signal | null {
    const namesakes = (pupil.birth_year && this.byPerson.get(personKey(pupil))) || [];
    const other = namesakes.find((one) => one !== pupil && pointKey(one.at) === pointKey(pupil.at));
    return other ? { kind: 'double', why: (wording) => wording.say('why_double', { other: other.id }) } : null;
  }

  private sibling(pupil: Pupil): Signal | null {
    const other = pupil.sibling_of ? this.byId.get(pupil.sibling_of) : undefined;
    const metres = other ? apart(pupil.at, other.at) : 0;
    if (!other || metres <= APART_M) return null;
    const names = { other: other.name ?? other.id };
    return {
      kind: 'siblings_apart',
      why: (wording) => wording.say('why_siblings_apart', { ...names, distance: wording.distance(metres) }),
    };
  }

  private age({ birth_year, grade, year }: Pupil): Signal | null {
    const expected = grade + AGE_BEFORE_GRADE_1;
    if (birth_year === null || year - birth_year === expected) return null;
    const values = { grade, year, expected, age: year - birth_year };
    return { kind: 'age', why: (wording) => wording.say('why_age', values) };
  }

  private address({ address }: Pupil): Signal | null {
    return address ? null : { kind: 'no_address', why: (wording) => wording.say('why_no_address') };
  }
}

function pointKey([lon, lat]: LonLat): string {
  return `${lon},${lat}`;
}

function personKey({ name, birth_year }: Pupil): string {
  return `${name?.toLocaleLowerCase('vi')} ${birth_year}`;
}

function note(map: Map<string, Pupil[]>, key: string, pupil: Pupil): void {
  const there = map.get(key);
  if (there) there.push(pupil);
  else map.set(key, [pupil]);
}

/** By code; who has none is not in it. */
export function findSignals(pupils: Pupil[], wards: WardAreas): Signals {
  const search = new Search(pupils, wards);
  const signals: Signals = new Map();
  for (const pupil of pupils) {
    const found = search.of(pupil);
    if (found.length > 0) signals.set(pupil.id, found);
  }
  return signals;
}

/** How many children have each kind. */
export function countSignals(signals: Signals): Map<SignalKind, number> {
  const counts = new Map<SignalKind, number>();
  for (const found of signals.values()) for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
