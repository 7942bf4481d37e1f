// The schools as a list of cards: the one suggested, with its reason, then the
// others; and the bar that sets those ticked side by side.

import type { NearSchool } from '../api/contract.ts';
import { h } from '../element.ts';
import type { Wording } from './wording.ts';
import { suggestedFirst, type Answer, type View } from './answer.ts';
import { barScale } from './cut_off_bar.ts';
import { schoolCard, type CardHandlers, type CardList } from './school_card.ts';
import { whyNotNearer } from './why_not_nearer.ts';

export interface ListHandlers extends CardHandlers {
  onComparing(isComparing: boolean): void;
  onWhy(isOpen: boolean): void;
}

function reasonSuggested(answer: Answer, school: NearSchool, wording: Wording): string {
  const { nearest, zone } = answer;
  const isNearest = nearest.schools[0]?.id === school.id;
  const values = {
    along: wording.along(nearest.profile),
    by: wording.by(nearest.profile),
    distance: wording.distance(school.distance_m),
    duration: wording.duration(school.duration_s),
  };
  if (zone.school?.id !== school.id) return wording.say(zone.plan ? 'reason_outside' : 'reason_no_plan', values);
  if (!isNearest) return wording.say('reason_in_zone', values);
  const hasSeats = school.seats_left !== null && school.seats_left > 0;
  return wording.say(hasSeats ? 'reason_nearest_with_seats' : 'reason_nearest_in_zone', values);
}

function suggestion(first: NearSchool, list: CardList, isWhyOpen: boolean, onWhy: (isOpen: boolean) => void): HTMLElement {
  const { answer, wording } = list;
  return h(
    'section',
    { class: 'suggested' },
    h('h3', {}, wording.say(answer.zone.school ? 'suggested' : 'nearest_one')),
    h('p', { class: 'reason' }, reasonSuggested(answer, first, wording)),
    h('ul', { class: 'cards' }, schoolCard(first, list)),
    whyNotNearer(answer, first, isWhyOpen, wording, onWhy),
  );
}

function comparisonBar({ view, wording, onTicked }: CardList, onComparing: () => void): HTMLElement | null {
  const n = view.question.compare.length;
  if (n === 0) return null;
  return h(
    'div',
    { class: 'compare-bar', role: 'group', 'aria-label': wording.say('compare') },
    n === 1
      ? h('p', {}, wording.say('compare_one_more'))
      : h('button', { type: 'button', id: 'compare', class: 'primary', onclick: onComparing }, wording.say('compare_n', { n })),
    h('button', { type: 'button', class: 'quiet', onclick: () => onTicked([]) }, wording.say('compare_none')),
  );
}

/** The five schools. `isWhyOpen`: is the explanation unfolded? */
export function schoolCards(view: View, answer: Answer, isWhyOpen: boolean, wording: Wording, handlers: ListHandlers): HTMLElement {
  const [first, ...others] = suggestedFirst(answer);
  const list: CardList = {
    ...{ view, answer, wording, scale: barScale(answer) },
    onSchool: (school) => handlers.onSchool(school),
    onTicked: (schools) => handlers.onTicked(schools),
  };
  return h(
    'div',
    { class: 'schools' },
    first && suggestion(first, list, isWhyOpen, (isOpen) => handlers.onWhy(isOpen)),
    others.length > 0 && h('h3', { class: 'others' }, wording.say('others')),
    others.length > 0 && h('ul', { class: 'cards' }, ...others.map((school) => schoolCard(school, list))),
    comparisonBar(list, () => handlers.onComparing(true)),
  );
}
