// What is known of one child, beside the map: the signals first, then the facts.

import { h } from '../../element.ts';
import type { Names } from './filters.ts';
import { formatAt, type Pupil } from './pupil.ts';
import { signalList, type OnMark } from './signal_list.ts';
import type { Signal } from './signals.ts';
import type { Sentence, Wording } from './wording.ts';

export function pupilName(pupil: Pupil, wording: Wording): string {
  return pupil.name ?? wording.say('no_name_pupil');
}

export function noPupilCard(wording: Wording): HTMLElement {
  return h('div', { class: 'data-card is-empty' }, h('h2', {}, wording.say('choose_title')), h('p', {}, wording.say('choose_how')));
}

function facts(pupil: Pupil, names: Names, wording: Wording): [Sentence, string | number | null][] {
  return [
    ['fact_id', pupil.id],
    ['fact_grade', pupil.grade],
    ['fact_year', wording.say('school_year', { from: pupil.year, to: pupil.year + 1 })],
    ['fact_birth_year', pupil.birth_year],
    ['fact_ward', pupil.ward && names.ward(pupil.ward)],
    ['fact_address', pupil.address],
    ['fact_at', formatAt(pupil.at)],
    ['fact_previous_school', pupil.previous_school && names.school(pupil.previous_school)],
    ['fact_sibling_of', pupil.sibling_of],
    ['fact_sibling_school', pupil.sibling_school && names.school(pupil.sibling_school)],
    ['fact_programme', pupil.programme],
    ['fact_score', pupil.score === null ? null : wording.decimal(pupil.score, 2)],
  ];
}

export function pupilCard(pupil: Pupil, signals: Signal[], names: Names, wording: Wording, acts: { onFix(): void; onMark: OnMark }): HTMLElement {
  const told = facts(pupil, names, wording).filter(([, value]) => value !== null);
  return h(
    'div',
    { class: 'data-card' },
    h('h2', { tabindex: -1 }, pupilName(pupil, wording)),
    signals.length > 0 && signalList(signals, wording, acts.onMark),
    h(
      'dl',
      { class: 'data-facts' },
      ...told.flatMap(([sentence, value]) => [h('dt', {}, wording.say(sentence)), h('dd', {}, String(value))]),
    ),
    h('button', { type: 'button', class: 'primary', id: 'pin-fix', onclick: acts.onFix }, wording.say('pin_fix')),
  );
}
