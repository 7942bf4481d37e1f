// The door: the child's code and the one-time code, both from the letter.

import { beginSession } from '../api/family.ts';
import type { Session } from '../api/office.ts';
import { failureKind, ServiceError } from '../api/request.ts';
import { h } from '../element.ts';
import { backToParents } from './way_back.ts';
import type { Wording } from './wording.ts';

const SIGNS_OF_CODE = 16;

function codeField(name: string, label: string, hint: string, length: number): { element: HTMLElement; input: HTMLInputElement } {
  const input = h('input', {
    class: 'field-input code-input',
    id: name,
    name,
    type: 'text',
    required: true,
    autocomplete: 'off',
    autocapitalize: 'characters',
    autocorrect: 'off',
    spellcheck: 'false',
    maxlength: length,
    'aria-describedby': `${name}-hint`,
  });
  const element = h(
    'div',
    { class: 'field' },
    h('label', { class: 'field-label', for: name }, label),
    input,
    h('p', { class: 'field-hint', id: `${name}-hint` }, hint),
  );
  return { element, input };
}

function countSigns(typed: string): number {
  return typed.replace(/[\s-]/g, '').length;
}

function reason(error: unknown, wording: Wording): string {
  const kind = failureKind(error);
  if (kind === 'not_signed_in') return wording.say('wrong_code');
  if (error instanceof ServiceError && error.retryAfterS !== null && kind === 'too_many')
    return wording.say('wait', { wait: wording.duration(error.retryAfterS) });
  return wording.say(`failed_${kind}`);
}

/** `notice`: why one stands before the door again. */
export function door(wording: Wording, notice: string, onEntered: (session: Session) => void): HTMLElement {
  const child = codeField('child', wording.say('child_code'), wording.say('child_code_hint'), 100);
  const once = codeField('once', wording.say('once_code'), wording.say('once_code_hint'), 40);
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const button = h('button', { type: 'submit', class: 'primary' }, wording.say('enter'));
  const say = (sentence: string) => {
    trouble.textContent = sentence;
    trouble.hidden = sentence === '';
  };
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const n = countSigns(once.input.value);
    if (n !== SIGNS_OF_CODE) {
      say(wording.say('once_code_short', { n }));
      return once.input.focus();
    }
    button.disabled = true;
    say('');
    try {
      onEntered(await beginSession(child.input.value.trim(), once.input.value));
    } catch (error) {
      say(reason(error, wording));
      button.disabled = false;
      once.input.focus();
    }
  }
  return h(
    'div',
    { class: 'family-door' },
    notice !== '' && h('p', { class: 'family-notice', role: 'status' }, notice),
    h(
      'form',
      { class: 'door-form', autocomplete: 'off', onsubmit: (event: Event) => void submit(event) },
      h('h2', {}, wording.say('door_title')),
      h('p', {}, wording.say('door_why')),
      child.element,
      once.element,
      trouble,
      button,
      h('p', { class: 'field-hint' }, wording.say('once_warning')),
    ),
    h('p', {}, backToParents(wording)),
  );
}
