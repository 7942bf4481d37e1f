// The letters on the page, as they will be on paper, with a bar over them that
// is not printed. A school has hundreds: they are laid a few at a time, so that
// the page answers meanwhile, and are printed when all are there.

import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office } from '../../office/office.ts';
import { confirm } from '../../part/dialog.ts';
import { segmentSwitch } from '../../part/switch.ts';
import type { Letters } from './letters.ts';
import { letterPage } from './letter_page.ts';
import type { Wording } from './wording.ts';

const PAPERS = ['a5', 'a4'] as const;

const SLICE_MS = 12;

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Begins when the pages stand on the page, and ends early when they are taken away. */
async function layLetters(pages: HTMLElement, makers: (() => HTMLElement)[], onLaid: (n: number) => void): Promise<void> {
  await pause();
  const slice: HTMLElement[] = [];
  let until = performance.now() + SLICE_MS;
  for (const make of makers) {
    slice.push(make());
    if (performance.now() < until) continue;
    pages.append(...slice.splice(0));
    onLaid(pages.childElementCount);
    await pause();
    if (!pages.isConnected) return;
    until = performance.now() + SLICE_MS;
  }
  pages.append(...slice);
  onLaid(pages.childElementCount);
}

export function lettersView(office: Office, wording: Wording, letters: Letters, onClose: () => void): HTMLElement {
  const pages = h('div', { class: 'letter-pages is-a5' });
  const papers = segmentSwitch('paper', wording.say('letters_paper'), PAPERS.map((name) => ({ name, label: name.toUpperCase() })), (name) => {
    for (const paper of PAPERS) pages.classList.toggle(`is-${paper}`, paper === name);
  });
  papers.show('a5');
  const leave = async () => {
    const content = [h('p', {}, wording.say('letters_leave_means'))];
    if (await confirm({ title: wording.say('letters_leave_title'), content, action: wording.say('letters_leave') }, wording)) onClose();
  };
  const n = letters.letters.length;
  const laying = h('p', { class: 'field-hint', role: 'status' });
  const print = h('button', { type: 'button', class: 'primary', id: 'print-letters', disabled: n > 0, onclick: () => window.print() }, icon('print'), wording.say('letters_print'));
  const makers = letters.letters.map((letter) => () => letterPage(letter, letters, office, wording));
  const laid = (soFar: number) => {
    print.disabled = soFar < n;
    laying.textContent = soFar < n ? wording.say('letters_laying', { n: wording.count(soFar), all: wording.count(n) }) : '';
  };
  layLetters(pages, makers, laid).catch(console.error);
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
        print,
        h('button', { type: 'button', class: 'quiet', onclick: () => void leave() }, wording.say('close')),
        laying,
      ),
    ),
    pages,
  );
}
