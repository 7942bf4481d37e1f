// The schools as a list of cards. The one chosen unfolds its receipt.

import type { Level, NearSchool, School } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import { ENTRY_GRADE, LEVELS, levelShape } from '../level_shape.ts';
import { receipt } from '../part/receipt.ts';
import type { Wording } from './wording.ts';
import { suggestedFirst, type Answer, type Asked, type Choice, type View } from './answer.ts';

type OnChoose = (school: string | null) => void;

function reasonSuggested(answer: Answer, school: NearSchool, wording: Wording): string {
  const { nearest, zone } = answer;
  const isNearest = nearest.schools[0]?.id === school.id;
  const values = {
    along: wording.along(nearest.profile),
    by: wording.by(nearest.profile),
    distance: wording.distance(school.distance_m),
    duration: wording.duration(school.duration_s),
  };
  if (zone.school?.id === school.id && isNearest) return wording.say('reason_nearest_in_zone', values);
  if (zone.school?.id === school.id) return wording.say('reason_in_zone', values);
  return wording.say(zone.plan ? 'reason_outside' : 'reason_no_plan', values);
}

function seatsText(seats: number | null, level: Level, wording: Wording): string | null {
  if (seats === null) return null;
  const grade = ENTRY_GRADE[level];
  if (grade === 0) return wording.say('seats_five', { n: wording.count(seats) });
  return wording.say('seats_grade', { n: wording.count(seats), grade });
}

function unfolded(choice: Asked<Choice>, wording: Wording): HTMLElement | null {
  if (choice.state === 'asking') return h('p', { class: 'receipt-trouble' }, wording.say('asking'));
  if (choice.state === 'failed') return h('p', { class: 'receipt-trouble' }, wording.say('receipt_failed'));
  if (choice.state !== 'known' || !choice.thing.route) return null;
  return receipt(choice.thing.route, wording);
}

function facts(school: NearSchool, level: Level, wording: Wording): HTMLElement | null {
  const seats = seatsText(school.seats, level, wording);
  if (!seats && !school.in_zone) return null;
  return h(
    'span',
    { class: 'card-facts' },
    seats && h('span', {}, seats),
    school.in_zone && h('span', { class: 'chip' }, icon('done'), wording.say('in_zone')),
  );
}

function rankBadge(level: Level, rank: string): HTMLElement {
  return h('span', { class: `rank level-${level}`, 'aria-hidden': 'true' }, levelShape(level), h('span', {}, rank));
}

function schoolCard(school: NearSchool, rank: number, view: View, wording: Wording, onChoose: OnChoose): HTMLElement {
  const { level, profile, school: chosen } = view.question;
  const isChosen = chosen === school.id;
  const way = `${wording.distance(school.distance_m)} · ${wording.duration(school.duration_s)} ${wording.by(profile)}`;
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
        onclick: () => onChoose(isChosen ? null : school.id),
      },
      rankBadge(level, rank > 0 ? String(rank) : ''),
      h(
        'span',
        { class: 'card-words' },
        h('span', { class: 'card-name' }, school.name || wording.say('no_name')),
        h('span', { class: 'card-way' }, way),
        facts(school, level, wording),
      ),
      icon('open'),
    ),
    isChosen && unfolded(view.choice, wording),
  );
}

function suggestion(view: View, answer: Answer, first: NearSchool, wording: Wording, onChoose: OnChoose): HTMLElement {
  const rank = answer.nearest.schools.indexOf(first) + 1;
  return h(
    'section',
    { class: 'suggested' },
    h('h3', {}, wording.say(answer.zone.school ? 'suggested' : 'nearest_one')),
    h('p', { class: 'reason' }, reasonSuggested(answer, first, wording)),
    h('ul', { class: 'cards' }, schoolCard(first, rank, view, wording, onChoose)),
  );
}

/** The five schools: the suggested one with its reason, then the others. */
export function schoolCards(view: View, answer: Answer, wording: Wording, onChoose: OnChoose): HTMLElement {
  const [first, ...others] = suggestedFirst(answer);
  const rank = (school: NearSchool) => answer.nearest.schools.indexOf(school) + 1;
  return h(
    'div',
    { class: 'schools' },
    first && suggestion(view, answer, first, wording, onChoose),
    others.length > 0 && h('h3', { class: 'others' }, wording.say('others')),
    others.length > 0 &&
      h('ul', { class: 'cards' }, ...others.map((school) => schoolCard(school, rank(school), view, wording, onChoose))),
  );
}

function chosenFacts(school: School | NearSchool, wording: Wording): string {
  const levels = school.levels.map((level) => wording.say(`level_${level}`)).join(' · ');
  const where = 'address' in school ? [school.address, school.ward].filter(Boolean).join(', ') : '';
  return [levels, where].filter(Boolean).join(' · ');
}

/** A school chosen by name or on the map that is not one of the five. */
export function chosenCard(view: View, choice: Choice, wording: Wording): HTMLElement {
  const { school, route } = choice;
  const level = LEVELS.find((one) => school.levels.includes(one) && one === view.question.level) ?? school.levels[0] ?? 'primary';
  const way = route?.properties;
  return h(
    'section',
    { class: 'suggested' },
    h('h3', {}, wording.say('chosen')),
    h(
      'div',
      { class: 'card is-chosen', 'data-school': school.id },
      h(
        'div',
        { class: 'card-button' },
        rankBadge(level, ''),
        h(
          'span',
          { class: 'card-words' },
          h('span', { class: 'card-name' }, school.name || wording.say('no_name')),
          way?.distance_m != null &&
            h(
              'span',
              { class: 'card-way' },
              `${wording.distance(way.distance_m)} · ${wording.duration(way.duration_s ?? 0)} ${wording.by(way.profile)}`,
            ),
          h('span', { class: 'card-facts' }, chosenFacts(school, wording)),
          !view.question.at && h('span', { class: 'card-facts' }, wording.say('choose_home_first')),
        ),
      ),
      route && receipt(route, wording),
    ),
  );
}
