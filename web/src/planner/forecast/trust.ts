// How far to trust a fan, in words: how often the truth lay within, and how far
// the middle was off, with a word of caution where there is little to go by.

import { h } from '../../element.ts';
import type { Wording } from '../wording.ts';
import { trustOf, type Fan } from './fan.ts';

const FEW = 4;
const LEAST_COVERED = 0.6;

/** "1 năm", "2 năm". */
export function aheadWords(n: number, wording: Wording): string {
  return n === 1 ? wording.say('ahead_one') : wording.say('ahead_years', { n });
}

export function trustWords(fan: Fan, ahead: number, wording: Wording): string[] {
  const { of, covered, error } = trustOf(fan);
  if (of === 0) return [wording.say('trust_none')];
  const words = [wording.say('trust_covered', { ahead: aheadWords(ahead, wording), n: covered, of }), wording.say('trust_error', { share: wording.share(error, 1) })];
  if (of < FEW) words.push(wording.say('trust_few', { of }));
  else if (covered / of < LEAST_COVERED) words.push(wording.say('trust_too_narrow'));
  return words;
}

export function trustBox(fan: Fan, ahead: number, wording: Wording): HTMLElement {
  return h('div', { class: 'trust' }, h('h3', {}, wording.say('trust_title')), h('p', {}, trustWords(fan, ahead, wording).join(' ')));
}
