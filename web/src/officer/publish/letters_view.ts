// The letters on the page, as they will be on paper, with a bar over them that
// is not printed.

import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office } from '../../office/office.ts';
import { confirm } from '../../part/dialog.ts';
import { segmentSwitch } from '../../part/switch.ts';
import type { Letters } from './letters.ts';
import { letterPage } from './letter_page.ts';
import type { Wording } from './wording.ts';

const PAPERS = ['a5', 'a4'] as const;

export function lettersView(office: Office, wording: Wording, letters: Letters, onClose: () => void): HTMLElement {
  const pages = h('div', { class: 'letter-pages is-a5' }, ...letters.letters.map((letter) => letterPage(letter, letters, office, wording)));
  const papers = segmentSwitch('paper', wording.say('letters_paper'), PAPERS.map((name) => ({ name, label: name.toUpperCase() })), (name) => {
    for (const paper of PAPERS) pages.classList.toggle(`is-${paper}`, paper === name);
  });
  papers.show('a5');
  const leave = async () => {
    const content = [h('p', {}, wording.say('letters_leave_means'))];
    if (await confirm({ title: wording.say('letters_leave_title'), content, action: wording.say('letters_leave') }, wording)) onClose();
  };
  const n = letters.letters.length;
  return h(
    'div',
    { class: 'letters' },
    h(
      'div',
      { class: 'letters-bar' },
      h('h2', { tabindex: -1 }, wording.say('letters_ready', { n: wording.count(n), school: letters.school.name })),
      letters.others > 0 && h('p', { class: 'field-hint' }, wording.say('letters_others', { n: wording.count(letters.others) })),
      h('p', { class: 'field-hint' }, wording.say('letters_once')),
      h(
        'div',
        { class: 'letters-actions' },
        papers.element,
        h('button', { type: 'button', class: 'primary', id: 'print-letters', onclick: () => window.print() }, icon('print'), wording.say('letters_print')),
        h('button', { type: 'button', class: 'quiet', onclick: () => void leave() }, wording.say('close')),
      ),
    ),
    pages,
  );
}
