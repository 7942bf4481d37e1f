// What is said when there is no list of schools: how to begin, what went
// wrong, and what to do about it.

import type { FailureKind } from '../api/request.ts';
import { h } from '../element.ts';
import type { Wording } from './wording.ts';
import type { View } from './answer.ts';

export function howToBegin(wording: Wording): HTMLElement {
  return h(
    'div',
    { class: 'message' },
    h('h2', {}, wording.say('learn_title')),
    h(
      'ol',
      { class: 'steps' },
      h('li', {}, wording.say('learn_where')),
      h('li', {}, wording.say('learn_level')),
      h('li', {}, wording.say('learn_answer')),
    ),
    h('p', {}, h('a', { class: 'have-code', href: `/family#/?from=parents${wording.language === 'vi' ? '' : '&lang=en'}` }, wording.say('have_code'))),
  );
}

export function nothingNear(view: View, reason: string | undefined, wording: Wording): HTMLElement {
  const { level, profile } = view.question;
  const isStreetless = reason === 'no_street_near' || reason === 'other_part';
  return h(
    'div',
    { class: 'message' },
    h('h2', {}, wording.say(isStreetless ? 'no_street_title' : 'no_schools_title')),
    h(
      'p',
      {},
      isStreetless
        ? wording.say(reason, { by: wording.by(profile) })
        : wording.say('no_schools', { schools: wording.schools(level) }),
    ),
  );
}

// Only a point outside the city is refused; asking for it again would not help.
function outside(wording: Wording): HTMLElement {
  return h(
    'div',
    { class: 'message', role: 'alert' },
    h('h2', {}, wording.say('outside_title')),
    h('p', {}, wording.say('failed_refused')),
  );
}

export function failure(kind: FailureKind, wording: Wording, onAgain: () => void): HTMLElement {
  if (kind === 'refused') return outside(wording);
  return h(
    'div',
    { class: 'message is-failure', role: 'alert' },
    h('h2', {}, wording.say('failed_title')),
    h('p', {}, wording.say(`failed_${kind}`)),
    h('button', { type: 'button', class: 'primary', onclick: onAgain }, wording.say('again')),
  );
}

/** Grey lines where the cards will stand. */
export function waiting(wording: Wording): HTMLElement {
  return h(
    'div',
    { class: 'waiting' },
    h('p', { role: 'status' }, wording.say('asking')),
    ...[1, 2, 3, 4, 5].map(() => h('div', { class: 'waiting-card', 'aria-hidden': 'true' })),
  );
}
