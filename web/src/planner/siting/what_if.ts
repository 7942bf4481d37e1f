// What a planner asks: how much may be built, and what is changed before that.
// It is the state of the page's address, so that a link asks the same again:
//
//     #/siting?level=primary&year=2030&new=2&close=M001,M002&add=M003:6
//              &build=106.951234,9.970000:20&homes=106.94,9.96:300

import type { Level, LonLat } from '../../api/contract.ts';
import type { JobOrder } from '../../api/office.ts';
import { formatLonLat } from '../../api/service.ts';
import { LEVELS } from '../../level_shape.ts';

export interface Pin {
  at: LonLat;
  /** Rooms of a new school, or pupils in new homes. */
  n: number;
}

export interface WhatIf {
  level: Level;
  /** Null: the last one of the forecast. */
  year: number | null;
  newSchools: number;
  rooms: number;
  twoSessions: boolean;
  close: string[];
  addRooms: Record<string, number>;
  open: string[];
  build: Pin[];
  homes: Pin[];
}

export const MOST_NEW = 20;
export const MOST_ROOMS = 1000;

function wholeNumber(text: string | undefined, most: number): number {
  const n = Number(text);
  return Number.isInteger(n) && n >= 0 && n <= most ? n : 0;
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((word) => word !== '');
}

function parsePin(text: string): Pin | null {
  const match = /^(-?[\d.]+),(-?[\d.]+):(\d+)$/.exec(text);
  if (!match) return null;
  return { at: [Number(match[1]), Number(match[2])], n: Number(match[3]) };
}

function parsePins(text: string | undefined): Pin[] {
  return (text ?? '')
    .split(';')
    .map(parsePin)
    .filter((pin) => pin !== null);
}

function parseRooms(text: string | undefined): Record<string, number> {
  const pairs = words(text).map((pair) => pair.split(':'));
  return Object.fromEntries(pairs.filter(([id, n]) => id && wholeNumber(n, MOST_ROOMS) > 0).map(([id, n]) => [id as string, Number(n)]));
}

export function parseWhatIf(values: Record<string, string>): WhatIf {
  return {
    level: LEVELS.find((level) => level === values['level']) ?? 'primary',
    year: wholeNumber(values['year'], 2200) || null,
    newSchools: values['new'] === undefined ? 1 : wholeNumber(values['new'], MOST_NEW),
    rooms: wholeNumber(values['rooms'], MOST_ROOMS),
    twoSessions: values['two'] === '1',
    close: words(values['close']),
    addRooms: parseRooms(values['add']),
    open: words(values['open']),
    build: parsePins(values['build']),
    homes: parsePins(values['homes']),
  };
}

const pinText = (pins: Pin[]) => pins.map(({ at, n }) => `${formatLonLat(at)}:${n}`).join(';');

/** As values of the address; what is as usual is left out (an empty value). */
export function formatWhatIf(asked: WhatIf): Record<string, string> {
  return {
    level: asked.level,
    year: asked.year ? String(asked.year) : '',
    new: String(asked.newSchools),
    rooms: asked.rooms ? String(asked.rooms) : '',
    two: asked.twoSessions ? '1' : '',
    close: asked.close.join(','),
    add: Object.entries(asked.addRooms)
      .map(([id, n]) => `${id}:${n}`)
      .join(','),
    open: asked.open.join(','),
    build: pinText(asked.build),
    homes: pinText(asked.homes),
  };
}

export function countChanges({ close, addRooms, open, build, homes }: WhatIf): number {
  return close.length + Object.keys(addRooms).length + open.length + build.length + homes.length;
}

/** Is there anything to work out? */
export function asksAnything(asked: WhatIf): boolean {
  return asked.newSchools + asked.rooms + countChanges(asked) > 0;
}

const byPlace = (pins: Pin[]) => Object.fromEntries(pins.map(({ at, n }) => [formatLonLat(at), n]));

export function orderOf(asked: WhatIf): JobOrder {
  return {
    kind: 'site',
    level: asked.level,
    new: asked.newSchools,
    rooms: asked.rooms,
    two_sessions: asked.twoSessions,
    ...(asked.year !== null && { year: asked.year }),
    ...(asked.close.length > 0 && { close: asked.close }),
    ...(asked.open.length > 0 && { open: asked.open }),
    ...(Object.keys(asked.addRooms).length > 0 && { add_rooms: asked.addRooms }),
    ...(asked.build.length > 0 && { build: byPlace(asked.build) }),
    ...(asked.homes.length > 0 && { housing: byPlace(asked.homes) }),
  };
}
