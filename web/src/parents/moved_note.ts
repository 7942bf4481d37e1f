// "What if I lived here?": what a move of the pin changed, against the home
// before it, and the way back.

import { h } from '../element.ts';
import type { Wording } from './wording.ts';
import { knownBefore, suggestedFirst, type Answer, type View } from './answer.ts';

function difference(metres: number, wording: Wording): string {
  if (Math.abs(metres) < 0.5) return wording.say('moved_as_far');
  return wording.say(metres > 0 ? 'moved_farther' : 'moved_nearer', { distance: wording.distance(Math.abs(metres)) });
}

function sentence(before: Answer, now: Answer, wording: Wording): string {
  const [old] = suggestedFirst(before);
  const [present] = suggestedFirst(now);
  if (!present) return wording.say('moved_to_none');
  const what = wording.say(now.zone.school ? 'moved_suggested' : 'moved_nearest');
  if (!old) return wording.say('moved_from_none', { what, school: present.name });
  const values = { what, from: old.name, to: present.name, difference: difference(present.distance_m - old.distance_m, wording) };
  return wording.say(old.id === present.id ? 'moved_same' : 'moved_changed', values);
}

export class MovedNote {
  private readonly said = h('p', { class: 'moved-said', 'aria-live': 'polite' });
  readonly element: HTMLElement;

  constructor(
    private readonly wording: Wording,
    onBack: () => void,
  ) {
    const back = h('button', { type: 'button', id: 'home-back', class: 'quiet', onclick: onBack }, wording.say('moved_back'));
    this.element = h('div', { class: 'moved', hidden: true }, this.said, back);
  }

  show(view: View): void {
    const before = knownBefore(view.before);
    const now = knownBefore(view.answer);
    this.element.hidden = !view.question.was || !before || !now;
    if (this.element.hidden || !before || !now || view.answer.state !== 'known') return;
    const text = sentence(before, now, this.wording);
    if (this.said.textContent !== text) this.said.textContent = text;
  }
}
