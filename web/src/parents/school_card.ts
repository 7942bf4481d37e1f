// One school as a card: how far, how long both ways, seats, the last round.
// The one chosen unfolds what else is told of it and the receipt of its way.

import type { Level, NearSchool } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import { LEVELS, levelShape } from '../level_shape.ts';
import { receipt } from '../part/receipt.ts';
import { HOLD, type Wording } from './wording.ts';
import { waysTo, type Answer, type Choice, type View, type Way } from './answer.ts';
import { cutOffBar, cutOffSentence } from './cut_off_bar.ts';
import { MOST_COMPARED } from './question.ts';
import { schoolFacts, seatsLeftText, seatsText } from './school_facts.ts';

export interface CardHandlers {
  onSchool(school: string | null): void;
  onTicked(schools: string[]): void;
}

/** What all cards of a list are made with. */
export interface CardList extends CardHandlers {
  view: View;
  answer: Answer;
  scale: number;
  wording: Wording;
}

/** "620 m · 8 phút đi bộ · 3 phút xe máy", broken between its parts only. */
export function wayText(ways: Way[], wording: Wording): string {
  const durations = ways.map((way) => `${wording.duration(way.duration_s)} ${wording.by(way.profile)}`.replaceAll(' ', HOLD));
  const first = ways[0];
  return first ? [wording.distance(first.distance_m), ...durations].join(' · ') : '';
}

function rankBadge(level: Level, rank: number): HTMLElement {
  const number = h('span', {}, rank > 0 ? String(rank) : '');
  return h('span', { class: `rank level-${level}`, 'aria-hidden': 'true' }, levelShape(level), number);
}

function fullChip(wording: Wording): HTMLElement {
  return h('span', { class: 'chip is-warning' }, wording.say('seats_none_left'));
}

function facts(school: NearSchool, level: Level, wording: Wording): HTMLElement | null {
  const { seats, seats_left: left, in_zone: isInZone } = school;
  const said = [seats !== null && seatsText(seats, level, wording), left !== null && left > 0 && seatsLeftText(left, wording)];
  const text = said.filter(Boolean).join(', ');
  if (!text && !isInZone) return null;
  return h(
    'span',
    { class: 'card-facts' },
    text && h('span', {}, text),
    left === 0 && fullChip(wording),
    isInZone && h('span', { class: 'chip' }, icon('done'), wording.say('in_zone')),
  );
}

function tick(school: NearSchool, { view, wording, onTicked }: CardList): HTMLElement {
  const { compare } = view.question;
  const isTicked = compare.includes(school.id);
  const input = h('input', {
    type: 'checkbox',
    id: `tick-${school.id}`,
    checked: isTicked,
    disabled: !isTicked && compare.length >= MOST_COMPARED,
    'aria-label': wording.say('compare_this', { school: school.name }),
    onchange: () => onTicked(isTicked ? compare.filter((id) => id !== school.id) : [...compare, school.id]),
  });
  return h('label', { class: 'card-tick' }, input, h('span', {}, wording.say('compare')));
}

function foot(school: NearSchool, list: CardList): HTMLElement {
  const { answer, scale, wording } = list;
  const last = cutOffSentence(school, answer, wording);
  return h(
    'div',
    { class: 'card-foot' },
    cutOffBar(school, answer, scale),
    h('p', { class: 'card-last' }, last ?? ''),
    tick(school, list),
  );
}

function unfolded({ view, wording }: CardList): HTMLElement | null {
  const { choice } = view;
  if (choice.state === 'asking') return h('p', { class: 'receipt-trouble' }, wording.say('asking'));
  if (choice.state === 'failed') return h('p', { class: 'receipt-trouble' }, wording.say('receipt_failed'));
  if (choice.state !== 'known') return null;
  return details(choice.thing, view.question.level, wording);
}

function details({ told, route }: Choice, level: Level, wording: Wording): HTMLElement {
  return h('div', { class: 'card-details' }, told && schoolFacts(told, level, wording), route && receipt(route, wording));
}

export function schoolCard(school: NearSchool, list: CardList): HTMLElement {
  const { view, answer, wording, onSchool } = list;
  const { level, school: chosen } = view.question;
  const isChosen = chosen === school.id;
  return h(
    'li',
    { class: isChosen ? 'card is-chosen' : 'card', 'data-school': school.id },
    h(
      'button',
      {
        type: 'button',
        class: 'card-button',
        id: `school-${school.id}`,
        'aria-expanded': String(isChosen),
        onclick: () => onSchool(isChosen ? null : school.id),
      },
      rankBadge(level, answer.nearest.schools.indexOf(school) + 1),
      h(
        'span',
        { class: 'card-words' },
        h('span', { class: 'card-name' }, school.name || wording.say('no_name')),
        h('span', { class: 'card-way' }, wayText(waysTo(school, answer), wording)),
        facts(school, level, wording),
      ),
      icon('open'),
    ),
    foot(school, list),
    isChosen && unfolded(list),
  );
}

function routeWay({ route }: Choice): Way[] {
  const { profile, distance_m, duration_s } = route?.properties ?? {};
  return profile && distance_m != null && duration_s != null ? [{ profile, distance_m, duration_s }] : [];
}

/** A school chosen by name or on the map that is not one of the five. */
export function chosenCard(view: View, choice: Choice, wording: Wording): HTMLElement | null {
  const { told } = choice;
  if (!told) return null;
  const level = LEVELS.find((one) => told.levels.includes(one) && one === view.question.level) ?? told.levels[0];
  const way = wayText(routeWay(choice), wording);
  return h(
    'section',
    { class: 'suggested' },
    // Without a home there is no title above it.
    h(view.question.at ? 'h3' : 'h2', {}, wording.say('chosen')),
    h(
      'div',
      { class: 'card is-chosen', 'data-school': told.id },
      h(
        'div',
        { class: 'card-button' },
        rankBadge(level, 0),
        h(
          'span',
          { class: 'card-words' },
          h('span', { class: 'card-name' }, told.name || wording.say('no_name')),
          way && h('span', { class: 'card-way' }, way),
          h('span', { class: 'card-facts' }, told.levels.map((one) => wording.say(`level_${one}`)).join(' · ')),
          !view.question.at && h('span', { class: 'card-facts' }, wording.say('choose_home_first')),
        ),
      ),
      details(choice, level, wording),
    ),
  );
}
