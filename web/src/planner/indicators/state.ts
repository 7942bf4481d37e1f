// How a place stands by an indicator: words, a sign and a colour, always all three.

import type { Indicator, IndicatorPlace } from '../../api/planning.ts';
import { h } from '../../element.ts';
import type { Wording } from '../wording.ts';

export type State = IndicatorPlace['state'];

export const STATES: State[] = ['reached', 'on_track', 'behind', 'missed', 'too_early', 'no_target'];
export const STATE_TOKENS = ['chart-0', 'chart-4', 'chart-1', 'change-6', 'amount-0', 'line'];
const SIGNS: Record<State, string> = { reached: '✓', on_track: '↗', behind: '!', missed: '✕', too_early: '…', no_target: '–' };

export function signOf(state: State): string {
  return SIGNS[state];
}

export function isGood(state: State): boolean {
  return state === 'reached' || state === 'on_track';
}

export function stateChip(state: State, wording: Wording): HTMLElement {
  return h('span', { class: `state is-${state}` }, h('span', { class: 'state-sign', 'aria-hidden': 'true' }, SIGNS[state]), wording.say(`state_${state}`));
}

export function nameOf(indicator: Indicator, wording: Wording): string {
  return wording.language === 'vi' ? indicator.name_vi : indicator.name_en;
}

/** "95,7%", "12 km": units that begin with a sign of share stand close. */
export function valueWords(value: number, unit: string, wording: Wording): string {
  const number = wording.decimal(value, Math.abs(value) >= 100 ? 0 : 1);
  return unit.startsWith('%') ? `${number}%` : `${number}\u00a0${unit}`;
}

export function targetWords({ target, target_year, unit }: Indicator, wording: Wording): string {
  if (target === null) return wording.say('state_no_target');
  const told = valueWords(target, unit, wording);
  return target_year === null ? wording.say('indicators_target_only', { target: told }) : wording.say('indicators_target', { target: told, year: target_year });
}

export function cityOf({ places }: Indicator): IndicatorPlace | undefined {
  return places.find(({ ward }) => ward === null);
}

export function newest(place: IndicatorPlace): IndicatorPlace['years'][number] | undefined {
  return place.years[place.years.length - 1];
}
