// What can be tried at the thing selected: a public school that stands, or a
// pin. Both are found on the map, or by name and address without it.

import type { LonLat, Place, School } from '../../api/contract.ts';
import { findPlaces, formatLonLat } from '../../api/service.ts';
import { h } from '../../element.ts';
import { isPublic } from './triable.ts';
import type { WhatIf } from './what_if.ts';
import type { Wording } from './wording.ts';

export type Selected = { school: School } | { at: LonLat } | null;

export interface SelectionHandlers {
  onAsk(change: Partial<WhatIf>): void;
  onSelect(selected: Selected): void;
  onFail(error: unknown): void;
}

const USUAL_ROOMS = 20;
const USUAL_MORE_ROOMS = 6;
const USUAL_PUPILS = 300;
const MOST_FOUND = 5;

function amountForm(id: string, label: string, usual: number, most: number, action: string, onChoose: (n: number) => void): HTMLElement {
  const input = h('input', { class: 'field-input', id, type: 'number', min: 1, max: most, step: 1, value: usual, required: true });
  const submit = (event: Event) => {
    event.preventDefault();
    onChoose(Number(input.value));
  };
  return h(
    'form',
    { class: 'siting-amount', onsubmit: submit },
    h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input),
    h('button', { type: 'submit', class: 'quiet' }, action),
  );
}

function actionsOfPublic(school: School, asked: WhatIf, wording: Wording, onAsk: SelectionHandlers['onAsk']): HTMLElement[] {
  const isClosing = asked.close.includes(school.id);
  const close = isClosing ? asked.close.filter((id) => id !== school.id) : [...asked.close, school.id];
  const { [school.id]: _, ...otherRooms } = asked.addRooms;
  const doClose = h('button', { type: 'button', class: 'quiet', onclick: () => onAsk({ close, addRooms: otherRooms }) }, wording.say(isClosing ? 'do_reopen' : 'do_close'));
  if (isClosing) return [doClose];
  const addRooms = amountForm('siting-add', wording.say('rooms_n'), asked.addRooms[school.id] ?? USUAL_MORE_ROOMS, 100, wording.say('do_add_rooms'), (n) =>
    onAsk({ addRooms: { ...asked.addRooms, [school.id]: n } }),
  );
  return [doClose, addRooms];
}

function schoolActions(school: School, asked: WhatIf, wording: Wording, onAsk: SelectionHandlers['onAsk']): HTMLElement {
  return h(
    'div',
    { class: 'siting-selected' },
    h('h3', {}, wording.say('selected_school')),
    h('p', {}, h('strong', {}, school.name), school.ward ? ` · ${school.ward}` : ''),
    ...(isPublic(school) ? actionsOfPublic(school, asked, wording, onAsk) : [h('p', {}, wording.say('not_public'))]),
  );
}

function pinActions(at: LonLat, asked: WhatIf, wording: Wording, onAsk: SelectionHandlers['onAsk']): HTMLElement {
  return h(
    'div',
    { class: 'siting-selected' },
    h('h3', {}, wording.say('selected_place', { at: formatLonLat(at) })),
    amountForm('siting-build', wording.say('rooms_n'), USUAL_ROOMS, 100, wording.say('do_build'), (n) =>
      onAsk({ build: [...asked.build, { at, n }] }),
    ),
    amountForm('siting-homes', wording.say('pupils_n'), USUAL_PUPILS, 20_000, wording.say('do_homes'), (n) =>
      onAsk({ homes: [...asked.homes, { at, n }] }),
    ),
  );
}

function schoolPicker(schools: Map<string, School>, wording: Wording, onSelect: SelectionHandlers['onSelect']): HTMLElement {
  const byLabel = new Map([...schools.values()].filter(isPublic).map((school) => [`${school.name} (${school.id})`, school]));
  const input = h('input', {
    class: 'field-input',
    id: 'siting-school',
    list: 'siting-schools',
    placeholder: wording.say('pick_school_hint'),
    autocomplete: 'off',
    onchange: () => {
      const school = byLabel.get(input.value);
      if (school) onSelect({ school });
    },
  });
  const list = h('datalist', { id: 'siting-schools' }, ...[...byLabel.keys()].map((label) => h('option', { value: label })));
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('pick_school')), input, list);
}

function placePicker(wording: Wording, { onSelect, onFail }: SelectionHandlers): HTMLElement {
  const input = h('input', { class: 'field-input', id: 'siting-place', placeholder: wording.say('pick_place_hint'), autocomplete: 'off' });
  const found = h('ul', { class: 'siting-found', 'aria-live': 'polite' });
  const choice = (place: Place) =>
    h(
      'li',
      {},
      h('button', { type: 'button', class: 'quiet', onclick: () => onSelect({ at: place.at }) }, [place.name, place.detail].filter(Boolean).join(', ')),
    );
  async function search(event: Event): Promise<void> {
    event.preventDefault();
    if (input.value.trim() === '') return;
    try {
      const { results, near } = await findPlaces(input.value, new AbortController().signal);
      const places = results.length > 0 ? results : near;
      found.replaceChildren(...(places.length > 0 ? places.slice(0, MOST_FOUND).map(choice) : [h('li', {}, wording.say('none'))]));
    } catch (error) {
      onFail(error);
    }
  }
  return h(
    'form',
    { class: 'siting-amount', onsubmit: (event: Event) => void search(event) },
    h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('pick_place')), input),
    h('button', { type: 'submit', class: 'quiet' }, wording.say('search')),
    found,
  );
}

export function selectionPane(
  selected: Selected,
  asked: WhatIf,
  schools: Map<string, School>,
  wording: Wording,
  handlers: SelectionHandlers,
): HTMLElement {
  let actions: HTMLElement = h('p', { class: 'siting-hint' }, wording.say('nothing_selected'));
  if (selected && 'school' in selected) actions = schoolActions(selected.school, asked, wording, handlers.onAsk);
  else if (selected) actions = pinActions(selected.at, asked, wording, handlers.onAsk);
  return h('div', { class: 'siting-selection' }, schoolPicker(schools, wording, handlers.onSelect), placePicker(wording, handlers), h('div', { 'aria-live': 'polite' }, actions));
}
