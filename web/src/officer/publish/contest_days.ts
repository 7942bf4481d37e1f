// The days on which families can contest; an administrator sets them.

import { CSRF } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import type { Round } from '../rounds.ts';
import type { Window } from './checklist.ts';
import type { Wording } from './wording.ts';

function day(id: string, label: string, value: string): { element: HTMLElement; input: HTMLInputElement } {
  const input = h('input', { type: 'date', class: 'field-input', id, required: true, value });
  return { input, element: h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input) };
}

/** Nothing for those who may not set them. */
export function contestDays(office: Office, wording: Wording, { grade, year }: Round, window: Window | null, onSet: () => void): HTMLElement | false {
  if (office.session.role !== 'admin') return false;
  const opens = day('contest-opens', wording.say('contest_opens'), window?.opens ?? '');
  const closes = day('contest-closes', wording.say('contest_closes'), window?.closes ?? '');
  const set = async (event: Event) => {
    event.preventDefault();
    const body = { opens: opens.input.value, closes: closes.input.value };
    try {
      await answerOf(service.PUT('/v1/contest-windows/{year}/{grade}', { params: { header: CSRF, path: { year, grade } }, body }));
      office.say(wording.say('contest_set'));
      onSet();
    } catch (error) {
      office.fail(error);
    }
  };
  return h(
    'form',
    { class: 'contest-days', onsubmit: (event: Event) => void set(event) },
    opens.element,
    closes.element,
    h('button', { type: 'submit', class: 'quiet', id: 'contest-set' }, wording.say('contest_save')),
  );
}
