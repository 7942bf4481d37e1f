// Two or three schools side by side: over the map on a desktop, over the whole
// page on a phone, where the rest must wait.

import { h } from '../element.ts';
import { icon } from '../icons.ts';
import type { Wording } from './wording.ts';
import { knownBefore, type View } from './answer.ts';
import { comparisonTable } from './comparison_table.ts';
import { failure } from './messages.ts';

export interface ComparisonHandlers {
  onTicked(schools: string[]): void;
  onComparing(isComparing: boolean): void;
  onAgain(): void;
}

const NARROW = '(max-width: 799px)';

export class Comparison {
  readonly element: HTMLDialogElement;
  private readonly body = h('div', { class: 'compare-body', tabindex: 0, role: 'group' });

  constructor(
    private readonly wording: Wording,
    private readonly handlers: ComparisonHandlers,
  ) {
    const leave = (): void => handlers.onComparing(false);
    this.body.setAttribute('aria-label', wording.say('compare_title'));
    this.element = h(
      'dialog',
      {
        class: 'compare',
        'aria-labelledby': 'compare-title',
        onkeydown: (event: KeyboardEvent) => event.key === 'Escape' && leave(),
        oncancel: (event: Event) => event.preventDefault(),
      },
      h(
        'header',
        { class: 'compare-head' },
        h('h2', { id: 'compare-title' }, wording.say('compare_title')),
        h('button', { type: 'button', class: 'quiet', onclick: () => window.print() }, icon('print'), wording.say('print')),
        h('button', { type: 'button', id: 'compare-close', class: 'quiet', onclick: leave }, wording.say('close')),
      ),
      this.body,
    );
  }

  show(view: View): void {
    const { isComparing } = view.question;
    if (isComparing) this.write(view);
    if (isComparing && !this.element.open) this.open();
    else if (!isComparing && this.element.open) this.close();
  }

  // A school dropped takes its button, and the keyboard with it, away.
  private write(view: View): void {
    const hadFocus = this.body.contains(document.activeElement);
    this.body.replaceChildren(this.content(view));
    if (hadFocus && !this.body.contains(document.activeElement)) this.body.focus();
  }

  private open(): void {
    if (matchMedia(NARROW).matches) this.element.showModal();
    else this.element.show();
    document.getElementById('compare-close')?.focus();
  }

  private close(): void {
    this.element.close();
    document.getElementById('compare')?.focus();
  }

  private content(view: View): HTMLElement {
    const { wording, handlers } = this;
    if (view.compared.state === 'failed') return failure(view.compared.kind, wording, () => handlers.onAgain());
    const compared = knownBefore(view.compared);
    if (!compared) return h('p', { class: 'compare-waiting', role: 'status' }, wording.say('loading'));
    return comparisonTable(compared, view, wording, (schools) => handlers.onTicked(schools));
  }
}
