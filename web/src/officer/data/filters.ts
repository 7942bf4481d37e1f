// Which children are looked at: choices above the map, kept in the address. A
// filter offers only what is there.

import { h } from '../../element.ts';
import { fold } from '../../text/fold.ts';
import type { Pupil } from './pupil.ts';
import { isIn, SIGNALS, stateOf, type Signals } from './signals.ts';
import type { Sentence, Wording } from './wording.ts';

export type Values = Record<string, string>;

const TYPING_PAUSE_MS = 150;
const CHOICES = ['grade', 'year', 'ward', 'school', 'signal'] as const;
type Choice = (typeof CHOICES)[number];

const folded = new WeakMap<Pupil, string>();

function words(pupil: Pupil): string {
  const known = folded.get(pupil);
  if (known !== undefined) return known;
  const text = fold(`${pupil.id} ${pupil.name ?? ''} ${pupil.address ?? ''}`);
  folded.set(pupil, text);
  return text;
}

export function isFiltered(values: Values): boolean {
  return [...CHOICES, 'review', 'q'].some((name) => Boolean(values[name]));
}

/** Every word typed must be there, with or without its accents. */
export function filterPupils(pupils: Pupil[], signals: Signals, values: Values): Pupil[] {
  const typed = fold(values['q'] ?? '').split(/\s+/).filter(Boolean);
  const { grade, year, ward, school, signal } = values;
  const state = stateOf(values['review']);
  const hasSignal = ({ id }: Pupil) => (signals.get(id) ?? []).some((one) => (signal === 'any' || one.kind === signal) && isIn(state, one));
  return pupils.filter(
    (pupil) =>
      (!grade || pupil.grade === Number(grade)) &&
      (!year || pupil.year === Number(year)) &&
      (!ward || pupil.ward === ward) &&
      (!school || pupil.previous_school === school) &&
      (!signal || hasSignal(pupil)) &&
      typed.every((word) => words(pupil).includes(word)),
  );
}

export interface Names {
  ward(id: string): string;
  school(id: string): string;
}

interface Option {
  value: string;
  label: string;
}

function present(pupils: Pupil[], of: (pupil: Pupil) => string | number | null): string[] {
  return [...new Set(pupils.map(of))].filter((value) => value !== null).map(String);
}

function byNumber(values: string[], label: (value: string) => string): Option[] {
  return values.sort((one, other) => Number(one) - Number(other)).map((value) => ({ value, label: label(value) }));
}

function byName(values: string[], label: (value: string) => string): Option[] {
  const order = new Intl.Collator('vi', { numeric: true });
  return values.map((value) => ({ value, label: label(value) })).sort((one, other) => order.compare(one.label, other.label));
}

export class FilterBar {
  readonly element: HTMLElement;
  private readonly selects = new Map<Choice, HTMLSelectElement>();
  private readonly text: HTMLInputElement;
  private readonly clear: HTMLButtonElement;
  private pause = 0;

  constructor(
    private readonly wording: Wording,
    private readonly onChange: (values: Values) => void,
  ) {
    this.text = h('input', { class: 'field-input', id: 'filter-q', type: 'search', autocomplete: 'off', oninput: () => this.typed() });
    const everything = Object.fromEntries([...CHOICES, 'review', 'q'].map((name) => [name, '']));
    this.clear = h('button', { type: 'button', class: 'quiet', onclick: () => onChange(everything) }, wording.say('filter_clear'));
    this.element = h(
      'form',
      { class: 'data-filters', role: 'search', 'aria-label': wording.say('filters'), onsubmit: (event: Event) => event.preventDefault() },
      h('label', { class: 'field data-filter-text' }, h('span', { class: 'field-label' }, wording.say('filter_text')), this.text),
      ...CHOICES.map((name) => this.choice(name)),
      this.clear,
    );
  }

  /** Offers what these children have, and of wards also `more`. */
  offer(pupils: Pupil[], names: Names, more: string[] = []): void {
    const { wording } = this;
    this.fill('grade', byNumber(present(pupils, ({ grade }) => grade), (n) => wording.say('grade', { n })));
    this.fill('year', byNumber(present(pupils, ({ year }) => year), (n) => wording.say('school_year', { from: n, to: Number(n) + 1 })));
    this.fill('ward', byName([...new Set([...present(pupils, ({ ward }) => ward), ...more])], names.ward));
    this.fill('school', byName(present(pupils, ({ previous_school }) => previous_school), names.school));
    const kinds = SIGNALS.map((kind) => ({ value: kind, label: wording.say(`signal_${kind}`) }));
    this.fill('signal', [{ value: 'any', label: wording.say('filter_any_signal') }, ...kinds]);
  }

  show(values: Values): void {
    for (const [name, select] of this.selects) select.value = values[name] ?? '';
    if (document.activeElement !== this.text) this.text.value = values['q'] ?? '';
    this.clear.disabled = !isFiltered(values);
  }

  private choice(name: Choice): HTMLElement {
    const label: Sentence = name === 'ward' ? 'ward' : `filter_${name}`;
    const select = h('select', { class: 'field-input', id: `filter-${name}`, onchange: () => this.onChange({ [name]: select.value }) });
    this.selects.set(name, select);
    return h('label', { class: 'field' }, h('span', { class: 'field-label' }, this.wording.say(label)), select);
  }

  private fill(name: Choice, options: Option[]): void {
    const select = this.selects.get(name);
    if (!select) return;
    const { value } = select;
    select.replaceChildren(
      h('option', { value: '' }, this.wording.say('all')),
      ...options.map((option) => h('option', { value: option.value }, option.label)),
    );
    select.value = value;
  }

  private typed(): void {
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => this.onChange({ q: this.text.value.trim() }), TYPING_PAUSE_MS);
  }
}
