// The line at the foot of the page: what has just been done, perhaps with a way
// to take it back. It goes by itself; with an action it waits longer.

import { h } from '../element.ts';

const SAID_FOR_MS = 5000;
const OFFERED_FOR_MS = 12000;

export class Notice {
  readonly element = h('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });
  private timer = 0;

  say(sentence: string, action?: { label: string; act(): void }): void {
    clearTimeout(this.timer);
    const button = action && h('button', { type: 'button', class: 'quiet' }, action.label);
    button?.addEventListener('click', () => {
      this.clear();
      action?.act();
    });
    this.element.replaceChildren(h('span', {}, sentence), ...(button ? [button] : []));
    this.element.classList.add('is-said');
    this.timer = window.setTimeout(() => this.clear(), action ? OFFERED_FOR_MS : SAID_FOR_MS);
  }

  private clear(): void {
    this.element.classList.remove('is-said');
    this.element.replaceChildren();
  }
}
