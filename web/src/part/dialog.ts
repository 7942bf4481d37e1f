// A question over the page, in the browser's own <dialog>: focus stays inside,
// Escape closes, and the one who asked has the keyboard back afterwards.

import { h } from '../element.ts';
import type { Wording } from '../text/wording.ts';

type Content = Node | string | false | null | undefined;

export interface Dialog {
  element: HTMLDialogElement;
  close(): void;
}

let numbered = 0;

/** Opens at once; `onClose` when it is gone, however that came. */
export function openDialog(title: string, wording: Wording, content: Content[], onClose: () => void = () => undefined): Dialog {
  const heading = `dialog-${(numbered += 1)}`;
  const element = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': heading },
    h(
      'header',
      { class: 'dialog-head' },
      h('h2', { id: heading }, title),
      h('button', { type: 'button', class: 'quiet', onclick: () => element.close() }, wording.say('close')),
    ),
    h('div', { class: 'dialog-body' }, ...content),
  );
  element.addEventListener('close', () => {
    element.remove();
    onClose();
  });
  document.body.append(element);
  element.showModal();
  return { element, close: () => element.close() };
}

export interface Question {
  title: string;
  content: Content[];
  /** What the button does, as a verb: "Công bố". */
  action: string;
  /** For what cannot be taken back: these words must be typed first. */
  typed?: { label: string; words: string };
}

/** True once the action is chosen; false when it is closed otherwise. */
export function confirm(question: Question, wording: Wording): Promise<boolean> {
  return new Promise((resolve) => {
    let agreed = false;
    const { typed } = question;
    const act = h('button', { type: 'submit', class: 'primary', disabled: typed !== undefined }, question.action);
    const words = h('input', {
      class: 'field-input',
      autocomplete: 'off',
      oninput: () => (act.disabled = words.value.trim() !== typed?.words),
    });
    const form = h(
      'form',
      {
        class: 'dialog-form',
        onsubmit: (event: Event) => {
          event.preventDefault();
          agreed = true;
          dialog.close();
        },
      },
      ...question.content.filter((part): part is Node | string => Boolean(part)),
      typed && h('label', { class: 'field' }, h('span', { class: 'field-label' }, typed.label), words),
      h(
        'div',
        { class: 'dialog-actions' },
        h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, wording.say('cancel')),
        act,
      ),
    );
    const dialog = openDialog(question.title, wording, [form], () => resolve(agreed));
    (typed ? words : act).focus();
  });
}
