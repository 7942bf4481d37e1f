// How much may be built, for when. Every change goes into the address at once;
// the button works it out.

import type { City } from '../../api/contract.ts';
import { h } from '../../element.ts';
import { levelSwitch } from '../../part/switch.ts';
import { MOST_NEW, MOST_ROOMS, type WhatIf } from './what_if.ts';
import type { Wording } from './wording.ts';

export interface QuestionHandlers {
  onAsk(change: Partial<WhatIf>): void;
  onRun(): void;
}

function numberField(id: string, label: string, most: number, onchange: (n: number) => void): { element: HTMLElement; input: HTMLInputElement } {
  const input = h('input', {
    class: 'field-input',
    id,
    type: 'number',
    min: 0,
    max: most,
    step: 1,
    inputmode: 'numeric',
    onchange: () => onchange(Math.max(0, Math.min(most, Math.round(Number(input.value)) || 0))),
  });
  return { element: h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input), input };
}

export class QuestionForm {
  readonly element: HTMLElement;
  private readonly level;
  private readonly newSchools;
  private readonly rooms;
  private readonly year: HTMLSelectElement;
  private readonly twoSessions: HTMLInputElement;
  private readonly run: HTMLButtonElement;
  private readonly status = h('p', { class: 'siting-status', role: 'status' });

  constructor(city: City, years: number[], wording: Wording, handlers: QuestionHandlers) {
    this.level = levelSwitch(wording, city.levels, (level) => handlers.onAsk({ level, close: [], addRooms: {}, open: [] }));
    this.newSchools = numberField('siting-new', wording.say('new_schools'), MOST_NEW, (newSchools) => handlers.onAsk({ newSchools }));
    this.rooms = numberField('siting-rooms', wording.say('more_rooms'), MOST_ROOMS, (rooms) => handlers.onAsk({ rooms }));
    const schoolYear = (year: number) => wording.say('school_year', { from: year, to: year + 1 });
    this.year = h(
      'select',
      { class: 'field-input', id: 'siting-year', onchange: () => handlers.onAsk({ year: Number(this.year.value) || null }) },
      h('option', { value: '' }, wording.say('year_usual')),
      ...years.map((year) => h('option', { value: year }, schoolYear(year))),
    );
    this.twoSessions = h('input', {
      type: 'checkbox',
      id: 'siting-two',
      onchange: () => handlers.onAsk({ twoSessions: this.twoSessions.checked }),
    });
    this.run = h('button', { type: 'submit', class: 'primary' }, wording.say('run'));
    this.element = h(
      'form',
      {
        class: 'siting-question',
        onsubmit: (event: Event) => {
          event.preventDefault();
          handlers.onRun();
        },
      },
      this.level.element,
      h('div', { class: 'siting-pair' }, this.newSchools.element, this.rooms.element),
      h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('until_year')), this.year),
      h('label', { class: 'siting-check' }, this.twoSessions, h('span', {}, wording.say('two_sessions'))),
      this.run,
      this.status,
    );
  }

  show(asked: WhatIf): void {
    this.level.show(asked.level);
    this.newSchools.input.value = String(asked.newSchools);
    this.rooms.input.value = String(asked.rooms);
    this.year.value = String(asked.year ?? '');
    this.twoSessions.checked = asked.twoSessions;
  }

  /** What is being done, or what hinders it. */
  say(sentence: string, state: 'busy' | 'ready' | 'hindered'): void {
    this.status.textContent = sentence;
    this.status.classList.toggle('trouble', state === 'hindered');
    this.run.disabled = state === 'busy';
  }

  /** The keyboard goes to the button, as when what it was on is gone. */
  focus(): void {
    this.run.focus();
  }
}
