// Fields of the dialogs here: one of a few with a hint each, one of a list, a
// number that may be left empty.

import { h } from '../../element.ts';

export interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string | undefined;
  /** Why it cannot be chosen, if it cannot. */
  absent?: string | undefined;
}

export interface Field<Value> {
  element: HTMLElement;
  value(): Value;
}

let numbered = 0;

/** Radio buttons; the first that can be is chosen. */
export function choice<Value extends string>(legend: string, options: Option<Value>[], onChoose: (value: Value) => void): Field<Value> {
  const group = `choice-${(numbered += 1)}`;
  let chosen = (options.find(({ absent }) => absent === undefined) ?? options[0])?.value as Value;
  const choose = (value: Value) => {
    chosen = value;
    onChoose(value);
  };
  const rows = options.map(({ value, label, hint, absent }) =>
    h(
      'label',
      { class: 'choice' },
      h('input', { type: 'radio', name: group, value, checked: value === chosen, disabled: absent !== undefined, onchange: () => choose(value) }),
      h('span', {}, h('strong', {}, label), hint && h('small', {}, hint)),
    ),
  );
  onChoose(chosen);
  return { element: h('fieldset', { class: 'choices' }, h('legend', { class: 'field-label' }, legend), ...rows), value: () => chosen };
}

export function pick(label: string, options: Option<string>[], onChange: (value: string) => void = () => undefined): Field<string> & { show(value: string): void } {
  const select = h('select', { class: 'field-input', onchange: () => onChange(select.value) }, ...options.map(({ value, label: text }) => h('option', { value }, text)));
  return {
    element: h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), select),
    value: () => select.value,
    show: (value) => (select.value = value),
  };
}

export function numberField(label: string, hint: string, least: number, most: number, usual: number | null = null): Field<number | null> {
  const input = h('input', { class: 'field-input', type: 'number', inputmode: 'numeric', min: least, max: most, value: usual });
  return {
    element: h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input, h('span', { class: 'field-hint' }, hint)),
    value: () => (input.value === '' ? null : Number(input.value)),
  };
}
