// The fields of the form of a contest.

import type { ContestKind } from '../api/family.ts';
import { h } from '../element.ts';
import type { Sentence, Wording } from './wording.ts';

const KINDS: ContestKind[] = ['pin', 'lane', 'gate', 'other'];
const LONGEST_WORDS = 2000;

const STEPS: [name: Sentence, east: number, north: number][] = [
  ['to_north', 0, 1],
  ['to_south', 0, -1],
  ['to_west', -1, 0],
  ['to_east', 1, 0],
];

export function kindChoice(wording: Wording, onChoose: (kind: ContestKind) => void): { element: HTMLElement; show(kind: ContestKind | null): void } {
  const inputs = KINDS.map((kind) => h('input', { type: 'radio', name: 'kind', value: kind, onchange: () => onChoose(kind) }));
  const labels = KINDS.map((kind, n) =>
    h(
      'label',
      { class: 'kind' },
      inputs[n],
      h('span', {}, h('strong', {}, wording.say(`kind_${kind}`)), h('small', {}, wording.say(`hint_${kind}`))),
    ),
  );
  return {
    element: h('fieldset', { class: 'kinds' }, h('legend', { class: 'hidden' }, wording.say('kind')), ...labels),
    show: (kind) => inputs.forEach((input) => (input.checked = input.value === kind)),
  };
}

/** For who cannot drag: the pin goes ten metres at a time. */
export function stepButtons(wording: Wording, onStep: (east: number, north: number) => void): HTMLElement {
  return h(
    'fieldset',
    { class: 'step-buttons' },
    h('legend', { class: 'field-label' }, wording.say('move_by')),
    ...STEPS.map(([name, east, north]) => h('button', { type: 'button', class: 'quiet', onclick: () => onStep(east, north) }, wording.say(name))),
  );
}

export interface WordsField {
  element: HTMLElement;
  read(): string;
  require(isNeeded: boolean): void;
}

export function wordsField(wording: Wording): WordsField {
  const label = h('span', { class: 'field-label' }, wording.say('words'));
  const left = h('span', { class: 'field-hint' });
  const area = h('textarea', {
    class: 'field-input',
    id: 'words',
    rows: 4,
    maxlength: LONGEST_WORDS,
    autocomplete: 'off',
    'aria-describedby': 'words-hint',
    oninput: () => count(),
  });
  // Nearly full is soon enough to be told.
  const count = () => {
    const n = LONGEST_WORDS - area.value.length;
    left.textContent = n <= LONGEST_WORDS / 5 ? wording.say('words_left', { n: wording.count(n) }) : '';
  };
  return {
    element: h('div', { class: 'field' }, h('label', { for: 'words' }, label), area, h('p', { class: 'field-hint', id: 'words-hint' }, wording.say('words_hint')), left),
    read: () => area.value.trim(),
    require: (isNeeded) => {
      label.textContent = wording.say(isNeeded ? 'words_needed' : 'words');
      area.required = isNeeded;
    },
  };
}
