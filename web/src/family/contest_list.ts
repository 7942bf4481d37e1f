// What the family has contested and what has become of it, and whether it may
// contest still.

import type { Child, ContestWindow, FamilyContest } from '../api/family.ts';
import { daysUntil, proposalWords, stateChip, windowWords } from '../contest/contest_words.ts';
import { h } from '../element.ts';
import type { Known } from './known.ts';
import type { Wording } from './wording.ts';

export const MOST_OPEN_CONTESTS = 3;

export interface ContestHandlers {
  onBegin(): void;
  onWithdraw(contest: FamilyContest): void;
  onRefresh(): void;
}

function meaning({ kind, state }: FamilyContest, wording: Wording): string {
  if (state !== 'accepted') return '';
  return wording.say(kind === 'other' ? 'accepted_words_means' : 'accepted_means');
}

function said(label: string, words: string | null): HTMLElement | null {
  if (!words) return null;
  return h('blockquote', { class: 'contest-words' }, h('span', { class: 'field-label' }, label), h('p', {}, words));
}

function from({ child, schools }: Known, { kind, school }: FamilyContest) {
  return kind === 'gate' ? (schools.get(school ?? '')?.at ?? null) : child.at;
}

function contestCard(contest: FamilyContest, known: Known, wording: Wording, handlers: ContestHandlers): HTMLElement {
  const { kind, state, places, words, reason, decided_at: decidedAt } = contest;
  const isDecided = state === 'accepted' || state === 'refused';
  const means = meaning(contest, wording);
  // Once accepted, the pin of the record is the proposed one.
  const proposal = state === 'accepted' && kind === 'pin' ? '' : proposalWords(kind, places, from(known, contest), wording);
  return h(
    'li',
    { class: 'contest-card', 'data-contest': contest.id },
    h('p', { class: 'contest-card-head' }, h('strong', {}, wording.say(`kind_${kind}`)), stateChip(state, wording)),
    h('p', { class: 'field-hint' }, wording.say('contest_of', { kind: wording.say(`kind_${kind}`), date: wording.moment(contest.made_at) })),
    proposal !== '' && h('p', {}, proposal),
    said(wording.say('family_words'), words),
    isDecided && decidedAt !== null && h('p', { class: 'field-hint' }, wording.say('decided', { date: wording.moment(decidedAt) })),
    isDecided && said(wording.say('answer_words'), reason),
    means !== '' && h('p', {}, means),
    state === 'open' && h('button', { type: 'button', class: 'quiet', onclick: () => handlers.onWithdraw(contest) }, wording.say('withdraw')),
  );
}

function closedWords(window: ContestWindow | null, wording: Wording): string {
  if (!window?.opens) return wording.say('contest_no_days');
  const isBefore = daysUntil(window.opens) > 0;
  return isBefore ? wording.say('contest_closed_before', { opens: wording.date(window.opens) }) : wording.say('contest_closed_after');
}

export function mayContest(child: Child, contests: FamilyContest[]): boolean {
  const n = contests.filter(({ state }) => state === 'open').length;
  return child.placement !== null && child.window?.is_open === true && n < MOST_OPEN_CONTESTS;
}

function beginning({ child, contests }: Known, wording: Wording, handlers: ContestHandlers): HTMLElement {
  const { window } = child;
  if (window?.is_open !== true) return h('p', {}, closedWords(window, wording));
  if (!mayContest(child, contests)) return h('p', {}, wording.say('contest_full', { n: MOST_OPEN_CONTESTS }));
  return h('button', { type: 'button', class: 'primary', id: 'begin-contest', onclick: () => handlers.onBegin() }, wording.say('contest_begin'));
}

export function contestList(known: Known, wording: Wording, handlers: ContestHandlers): HTMLElement | null {
  const { child, contests } = known;
  if (!child.placement) return null;
  const cards = [...contests].reverse().map((contest) => contestCard(contest, known, wording, handlers));
  return h(
    'section',
    { class: 'family-contests' },
    h('h2', {}, wording.say('contests')),
    h('p', { class: 'family-window' }, windowWords(child.window, wording)),
    cards.length === 0 ? h('p', {}, wording.say('contests_none')) : h('ul', { class: 'contest-cards' }, ...cards),
    h(
      'div',
      { class: 'actions' },
      beginning(known, wording, handlers),
      cards.length > 0 && h('button', { type: 'button', class: 'quiet', onclick: () => handlers.onRefresh() }, wording.say('refresh')),
    ),
  );
}
