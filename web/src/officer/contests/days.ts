// The days on which contests are taken, grade by grade; who administers may set
// them.

import { setWindow } from '../../api/contests.ts';
import { windowWords } from '../../contest/contest_words.ts';
import { h } from '../../element.ts';
import { openDialog } from '../../part/dialog.ts';
import type { Office } from '../../office/office.ts';
import type { Days } from './desk.ts';
import type { Wording } from './wording.ts';

function daysTitle({ grade, year }: Days, wording: Wording): string {
  const values = { grade, from: year, to: year + 1 };
  return grade < 1 ? wording.say('days_of_preschool', values) : wording.say('days_of', values);
}

function dayField(id: string, label: string, value: string | null): { element: HTMLElement; input: HTMLInputElement } {
  const input = h('input', { class: 'field-input', type: 'date', id, required: true, value: value ?? '' });
  return { element: h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input), input };
}

function openSetting(days: Days, office: Office, wording: Wording, onSet: () => void): void {
  const opens = dayField('opens', wording.say('days_opens'), days.window.opens);
  const closes = dayField('closes', wording.say('days_closes'), days.window.closes);
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  async function set(event: Event): Promise<void> {
    event.preventDefault();
    trouble.hidden = opens.input.value <= closes.input.value;
    trouble.textContent = trouble.hidden ? '' : wording.say('days_wrong');
    if (!trouble.hidden) return;
    try {
      await setWindow(days.year, days.grade, opens.input.value, closes.input.value);
      dialog.close();
      office.say(wording.say('days_kept'));
      onSet();
    } catch (error) {
      office.fail(error);
    }
  }
  const form = h(
    'form',
    { class: 'dialog-form', onsubmit: (event: Event) => void set(event) },
    h('p', {}, daysTitle(days, wording)),
    opens.element,
    closes.element,
    h('p', { class: 'field-hint' }, wording.say('days_why')),
    trouble,
    h('div', { class: 'dialog-actions' }, h('button', { type: 'submit', class: 'primary' }, wording.say('days_set'))),
  );
  const dialog = openDialog(wording.say('days_title'), wording, [form]);
  opens.input.focus();
}

export function daysList(all: Days[], office: Office, wording: Wording, onSet: () => void): HTMLElement {
  const isAdmin = office.session.role === 'admin';
  const line = (days: Days) =>
    h(
      'li',
      { class: 'days', 'data-days': `${days.year}/${days.grade}` },
      h('strong', {}, daysTitle(days, wording)),
      h('span', {}, windowWords(days.window, wording)),
      isAdmin && h('button', { type: 'button', class: 'quiet', onclick: () => openSetting(days, office, wording, onSet) }, wording.say('days_set')),
    );
  return h(
    'section',
    { class: 'contest-days' },
    h('h2', {}, wording.say('days')),
    h('ul', {}, ...all.map(line)),
    !isAdmin && h('p', { class: 'field-hint' }, wording.say('days_admin')),
  );
}
