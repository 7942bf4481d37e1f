// The door: name and password, or the city's own sign-in where there is one;
// and, for who has been given a first password, a better one.

import { changePassword, signIn, type Session } from '../api/office.ts';
import { failureKind } from '../api/request.ts';
import { h } from '../element.ts';
import type { Wording } from './wording.ts';

const SHORTEST_PASSWORD = 15;

function field(name: string, label: string, type: string, autocomplete: string): { element: HTMLElement; input: HTMLInputElement } {
  const input = h('input', { class: 'field-input', id: name, name, type, autocomplete, required: true });
  return { element: h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input), input };
}

function reason(error: unknown, wording: Wording): string {
  const kind = failureKind(error);
  if (kind === 'not_signed_in') return wording.say('wrong_name_or_password');
  return wording.say(`failed_${kind}`);
}

function doorForm(
  title: string,
  fields: HTMLElement[],
  action: string,
  wording: Wording,
  act: () => Promise<void>,
  more: (HTMLElement | false)[] = [],
): HTMLElement {
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const button = h('button', { type: 'submit', class: 'primary' }, action);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    button.disabled = true;
    trouble.hidden = true;
    try {
      await act();
    } catch (error) {
      trouble.textContent = error instanceof RangeError ? error.message : reason(error, wording);
      trouble.hidden = false;
      button.disabled = false;
    }
  }
  return h(
    'form',
    { class: 'door', onsubmit: (event: Event) => void submit(event) },
    h('h2', {}, title),
    ...fields,
    trouble,
    h('div', { class: 'door-actions' }, button, ...more),
  );
}

/** `hasOidc`: the city has its own sign-in. */
export function signInForm(wording: Wording, hasOidc: boolean, onSignedIn: (session: Session) => void): HTMLElement {
  const name = field('name', wording.say('user_name'), 'text', 'username');
  const password = field('password', wording.say('password'), 'password', 'current-password');
  const next = encodeURIComponent(location.pathname);
  return doorForm(
    wording.say('sign_in_title'),
    [name.element, password.element],
    wording.say('sign_in'),
    wording,
    async () => onSignedIn(await signIn(name.input.value, password.input.value)),
    [hasOidc && h('a', { class: 'quiet', href: `/v1/oidc/start?next=${next}` }, wording.say('sign_in_city'))],
  );
}

export function newPasswordForm(wording: Wording, onChanged: (session: Session) => void): HTMLElement {
  const current = field('current', wording.say('password_current'), 'password', 'current-password');
  const next = field('next', wording.say('password_new', { n: SHORTEST_PASSWORD }), 'password', 'new-password');
  const again = field('again', wording.say('password_again'), 'password', 'new-password');
  next.input.minLength = SHORTEST_PASSWORD;
  return doorForm(
    wording.say('password_title'),
    [h('p', {}, wording.say('password_why')), current.element, next.element, again.element],
    wording.say('password_change'),
    wording,
    async () => {
      if (next.input.value !== again.input.value) throw new RangeError(wording.say('password_differs'));
      onChanged(await changePassword(current.input.value, next.input.value));
    },
  );
}
