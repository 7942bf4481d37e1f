// The answer to a family: its words, and a second question that says what will
// change before anything does.

import type { Contest } from '../../api/contests.ts';
import { h } from '../../element.ts';
import { confirm } from '../../part/dialog.ts';
import type { Sentence, Wording } from './wording.ts';

export type Decide = (decision: 'accept' | 'refuse', reason: string) => void;

const LONGEST_REASON = 2000;

function acceptMeans({ kind, effect }: Contest, wording: Wording): HTMLElement[] {
  const sentences = [wording.say(`accept_${kind}`)];
  if (effect) {
    const { moves, better, worse } = effect;
    sentences.push(moves === 0 ? wording.say('effect_nobody') : wording.say('effect_moves', { n: moves, better, worse }));
  }
  if (kind !== 'other') sentences.push(wording.say('accept_draft'));
  return sentences.map((sentence) => h('p', {}, sentence));
}

function quoted(reason: string): HTMLElement[] {
  return reason === '' ? [] : [h('blockquote', { class: 'contest-words' }, h('p', {}, reason))];
}

export function decisionForm(contest: Contest, wording: Wording, decide: Decide): HTMLElement {
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const reason = h('textarea', { class: 'field-input', id: 'reason', rows: 3, maxlength: LONGEST_REASON, 'aria-describedby': 'reason-hint' });
  const say = (sentence: Sentence | null) => {
    trouble.textContent = sentence ? wording.say(sentence) : '';
    trouble.hidden = !sentence;
  };
  async function accept(): Promise<void> {
    const words = reason.value.trim();
    if (contest.kind !== 'other' && !contest.effect) {
      say('accept_needs_effect');
      return document.getElementById('see-effect')?.focus();
    }
    say(null);
    const content = [...acceptMeans(contest, wording), ...quoted(words)];
    if (await confirm({ title: wording.say('accept_title'), content, action: wording.say('accept') }, wording)) decide('accept', words);
  }
  async function refuse(): Promise<void> {
    const words = reason.value.trim();
    if (words === '') {
      say('refuse_needs_reason');
      return reason.focus();
    }
    say(null);
    const content = [h('p', {}, wording.say('refuse_means')), ...quoted(words)];
    if (await confirm({ title: wording.say('refuse_title'), content, action: wording.say('refuse') }, wording)) decide('refuse', words);
  }
  return h(
    'section',
    { class: 'contest-decision' },
    h('h3', {}, wording.say('decision')),
    h('div', { class: 'field' }, h('label', { class: 'field-label', for: 'reason' }, wording.say('reason')), reason, h('p', { class: 'field-hint', id: 'reason-hint' }, wording.say('reason_hint'))),
    trouble,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'primary', id: 'accept', onclick: () => void accept() }, wording.say('accept')),
      h('button', { type: 'button', class: 'quiet', id: 'refuse', onclick: () => void refuse() }, wording.say('refuse')),
    ),
  );
}
