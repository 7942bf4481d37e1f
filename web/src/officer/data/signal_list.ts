// A child's signals in its card: what was seen, and beside it either a button
// that says it was looked at (with room for a note), or who has done so and when.

import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Signal } from './signals.ts';
import type { Wording } from './wording.ts';

export type OnMark = (signal: Signal, state: 'reviewed' | 'open', note: string) => void;

/** Finds a signal's own button again after the card was drawn anew. */
export function signalMark({ kind, facts }: Signal): string {
  return `${kind}-${facts}`;
}

function openForm(signal: Signal, wording: Wording, onMark: OnMark): HTMLElement {
  const title = wording.say(`signal_${signal.kind}`);
  const note = h('input', {
    class: 'field-input',
    maxlength: 200,
    autocomplete: 'off',
    placeholder: wording.say('review_note'),
    'aria-label': `${wording.say('review_note')} – ${title}`,
  });
  const n = signal.pupils.length;
  const label = n > 1 ? wording.say('review_mark_all', { n: wording.count(n) }) : wording.say('review_mark');
  const submit = (event: Event) => {
    event.preventDefault();
    onMark(signal, 'reviewed', note.value.trim());
  };
  return h('form', { class: 'data-review', onsubmit: submit }, note, h('button', { class: 'quiet', 'data-mark': signalMark(signal) }, label));
}

function reviewed(signal: Signal, wording: Wording, onMark: OnMark): HTMLElement | null {
  const { review } = signal;
  if (!review) return null;
  const by = wording.say('review_by', { by: review.by, moment: wording.moment(review.at) });
  const undo = () => onMark(signal, 'open', '');
  return h(
    'div',
    { class: 'data-review' },
    h('p', {}, icon('done'), ' ', by, review.note && h('q', {}, review.note)),
    h('button', { type: 'button', class: 'quiet', 'data-mark': signalMark(signal), onclick: undo }, wording.say('review_undo')),
  );
}

function row(signal: Signal, wording: Wording, onMark: OnMark): HTMLElement {
  return h(
    'li',
    { class: signal.review ? 'is-reviewed' : '' },
    icon('warning'),
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, wording.say(`signal_${signal.kind}`)), ' ', h('span', {}, signal.text)),
      reviewed(signal, wording, onMark) ?? openForm(signal, wording, onMark),
    ),
  );
}

export function signalList(signals: Signal[], wording: Wording, onMark: OnMark): HTMLElement {
  return h(
    'section',
    { class: 'data-signals', 'aria-label': wording.say('signals_title') },
    h('ul', {}, ...signals.map((signal) => row(signal, wording, onMark))),
  );
}
