// The list under the home box: which suggestions there are and which is
// active. The focus stays in the box; aria-activedescendant names the active.

import type { Place } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon, type IconName } from '../icons.ts';
import { emphasized } from './typed_letters.ts';
import type { Wording } from './wording.ts';

export class Suggestions {
  readonly element: HTMLUListElement;
  private places: Place[] = [];
  private active = -1;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly wording: Wording,
    private readonly onChoose: (place: Place) => void,
  ) {
    this.element = h('ul', {
      role: 'listbox',
      id: 'suggestions',
      class: 'suggestions',
      'aria-label': wording.say('suggestions'),
      hidden: true,
      // A press must not take the focus from the box, or the list would close under the finger.
      onpointerdown: (event: Event) => event.preventDefault(),
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** The active suggestion, or the first. */
  get chosen(): Place | undefined {
    return this.places[Math.max(this.active, 0)];
  }

  /** `text`: what was typed to find them. */
  open(places: Place[], text: string): void {
    this.activate(-1);
    this.places = places;
    this.element.replaceChildren(...places.map((place, n) => this.row(place, n, text)));
    this.element.hidden = places.length === 0;
    this.input.setAttribute('aria-expanded', String(places.length > 0));
  }

  close(): void {
    this.activate(-1);
    this.element.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
  }

  /** Down (1) or up (-1), round and round. */
  move(step: 1 | -1): void {
    const count = this.places.length;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.activate((from + step + count) % count);
  }

  private activate(index: number): void {
    this.element.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = index;
    const row = this.element.children[index];
    row?.setAttribute('aria-selected', 'true');
    row?.scrollIntoView({ block: 'nearest' });
    if (row) this.input.setAttribute('aria-activedescendant', row.id);
    else this.input.removeAttribute('aria-activedescendant');
  }

  private row(place: Place, n: number, text: string): HTMLElement {
    const kind = this.wording.say(`kind_${place.kind}`);
    return h(
      'li',
      {
        role: 'option',
        id: `suggestion-${n}`,
        class: 'suggestion',
        'aria-selected': 'false',
        onclick: () => this.onChoose(place),
      },
      icon(place.kind satisfies IconName),
      h(
        'span',
        { class: 'suggestion-text' },
        emphasized(place.name || this.wording.say('no_name'), text),
        h('span', { class: 'suggestion-detail' }, place.detail ? `${kind} · ${place.detail}` : kind),
      ),
    );
  }
}
