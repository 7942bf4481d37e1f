// A contest in words: what is proposed where, for those who do not see the map,
// and the days on which contests are taken.

import type { LonLat } from '../api/contract.ts';
import type { ContestKind, ContestState, ContestWindow } from '../api/family.ts';
import { h } from '../element.ts';
import { apart, offset } from '../map/step.ts';
import type { Wording } from './wording.ts';

const DIRECTIONS = ['e', 'ne', 'n', 'nw', 'w', 'sw', 's', 'se'] as const;
const DAY_MS = 86_400_000;

function away(here: LonLat, there: LonLat, wording: Wording): string {
  const { east, north } = offset(here, there);
  const eighth = Math.round(Math.atan2(north, east) / (Math.PI / 4));
  const direction = DIRECTIONS[(eighth + 8) % 8] ?? 'n';
  return wording.say('distance_away', { distance: wording.distance(apart(here, there)), direction: wording.say(`direction_${direction}`) });
}

/** `from`: the recorded home for a pin, the school for a gate. */
export function proposalWords(kind: ContestKind, places: LonLat[], from: LonLat | null, wording: Wording): string {
  const [place] = places;
  if (kind === 'lane') {
    if (places.length === 0) return wording.say('lane_begin');
    const length = places.slice(1).reduce((sum, at, n) => sum + apart(places[n] ?? at, at), 0);
    return wording.say('lane_of', { n: places.length, distance: wording.distance(length) });
  }
  if (kind === 'pin' && !place) return wording.say('pin_same');
  if (kind === 'other' || !place || !from) return '';
  if (kind === 'gate') return wording.say('gate_at', { away: away(from, place, wording) });
  return apart(from, place) < 1 ? wording.say('pin_same') : wording.say('pin_moved', { away: away(from, place, wording) });
}

export function stateChip(state: ContestState, wording: Wording): HTMLElement {
  return h('span', { class: `contest-state is-${state}` }, wording.say(`state_${state}`));
}

/** Days from today to an ISO day, by the clock of who reads. */
export function daysUntil(day: string): number {
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  return Math.round((new Date(`${day}T00:00`).getTime() - today.getTime()) / DAY_MS);
}

function whereInWindow({ opens, closes, is_open }: ContestWindow, wording: Wording): string {
  if (!is_open) return wording.say(daysUntil(opens ?? '') > 0 ? 'window_before' : 'window_after');
  const left = daysUntil(closes ?? '');
  return left > 0 ? wording.say('window_open', { n: left }) : wording.say('window_last_day');
}

/** "Nhận khiếu nại từ 20/11/2026 đến hết 24/11/2026 (còn 2 ngày)". */
export function windowWords(window: ContestWindow | null, wording: Wording): string {
  if (!window?.opens || !window.closes) return wording.say('window_none');
  const days = { opens: wording.date(window.opens), closes: wording.date(window.closes) };
  return `${wording.say('window', days)} (${whereInWindow(window, wording)})`;
}
