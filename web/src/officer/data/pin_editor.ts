// Mending the place of a home: by dragging the pin, by its arrow keys, by an
// address that is searched, or by coordinates pasted in. Nothing is kept before
// "save"; what is saved can be taken back; and who was slower than someone else
// is told so, and decides again with both places in sight.

import type { LonLat, Place } from '../../api/contract.ts';
import { failureKind } from '../../api/request.ts';
import { findPlaces } from '../../api/service.ts';
import { h } from '../../element.ts';
import { icon, type IconName } from '../../icons.ts';
import { apart, FINE_STEP_M, STEP_M } from '../../map/step.ts';
import { movePupil, readPupil, type PupilRead } from './pupil_book.ts';
import { formatAt, parseAt } from './pupil.ts';
import { pupilName } from './pupil_card.ts';
import type { Wording } from './wording.ts';

/** Less than this is not a move. */
const SAME_M = 0.05;

export interface PinEditorHandlers {
  /** Where the pin is to stand. */
  onPin(at: LonLat): void;
  onSaved(before: PupilRead, now: PupilRead): void;
  /** Someone else's change was met. */
  onFresh(now: PupilRead): void;
  onCancel(): void;
  fail(error: unknown): void;
}

export class PinEditor {
  readonly element: HTMLElement;
  private at: LonLat;
  private readonly moved = h('p', { class: 'data-moved', role: 'status' });
  private readonly trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  private readonly text: HTMLInputElement;
  private readonly address: HTMLInputElement;
  private readonly save: HTMLButtonElement;
  private readonly words: HTMLInputElement;
  private readonly found = h('ul', { class: 'data-found', 'aria-live': 'polite' });

  constructor(
    private read: PupilRead,
    private readonly wording: Wording,
    private readonly handlers: PinEditorHandlers,
  ) {
    this.at = read.pupil.at;
    this.text = h('input', { class: 'field-input', id: 'pin-at', autocomplete: 'off', inputmode: 'text', onchange: () => this.typed() });
    this.address = h('input', { class: 'field-input', id: 'pin-address', autocomplete: 'off', maxlength: 300, value: read.pupil.address ?? '', oninput: () => this.show() });
    this.words = h('input', { class: 'field-input', id: 'pin-search', type: 'search', autocomplete: 'off' });
    this.save = h('button', { type: 'button', class: 'primary', onclick: () => void this.keep() }, wording.say('pin_save'));
    this.element = this.build();
    this.show();
  }

  /** The pin was moved on the map. */
  place(at: LonLat): void {
    this.at = at;
    this.show();
  }

  focus(): void {
    this.words.focus();
  }

  private build(): HTMLElement {
    const { wording } = this;
    const steps = { step: wording.distance(STEP_M), fine: wording.distance(FINE_STEP_M) };
    const field = (label: string, input: HTMLElement) => h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), input);
    const search = (event: Event) => {
      event.preventDefault();
      void this.search();
    };
    return h(
      'div',
      { class: 'data-card' },
      h('h2', {}, pupilName(this.read.pupil, wording)),
      h('p', { class: 'field-hint' }, wording.say('pin_how', steps)),
      this.trouble,
      h(
        'form',
        { class: 'data-search', role: 'search', onsubmit: search },
        field(wording.say('pin_search'), this.words),
        h('button', { type: 'submit', class: 'quiet' }, icon('search'), wording.say('search')),
      ),
      this.found,
      field(wording.say('pin_at'), this.text),
      field(wording.say('pin_address'), this.address),
      this.moved,
      h(
        'div',
        { class: 'actions' },
        this.save,
        h('button', { type: 'button', class: 'quiet', onclick: () => this.handlers.onCancel() }, wording.say('cancel')),
      ),
    );
  }

  private get hasChanged(): boolean {
    return apart(this.at, this.read.pupil.at) > SAME_M || this.address.value.trim() !== (this.read.pupil.address ?? '');
  }

  private show(): void {
    const metres = apart(this.at, this.read.pupil.at);
    const { wording } = this;
    this.text.value = formatAt(this.at);
    this.moved.textContent = metres > SAME_M ? wording.say('pin_moved', { distance: wording.distance(metres) }) : wording.say('pin_not_moved');
    this.save.disabled = !this.hasChanged;
  }

  private say(sentence: string | null): void {
    this.trouble.textContent = sentence ?? '';
    this.trouble.hidden = !sentence;
  }

  private typed(): void {
    const at = parseAt(this.text.value, this.read.pupil.at);
    this.say(at ? null : this.wording.say('pin_at_wrong'));
    if (at) this.goTo(at);
  }

  private goTo(at: LonLat): void {
    this.place(at);
    this.handlers.onPin(at);
  }

  private async search(): Promise<void> {
    const text = this.words.value.trim();
    if (text === '') return;
    try {
      const { results, near } = await findPlaces(text, new AbortController().signal);
      const places = results.length > 0 ? results : near;
      const none = h('li', {}, this.wording.say('pin_found_none', { text }));
      this.found.replaceChildren(...(places.length > 0 ? places.map((place) => this.result(place)) : [none]));
    } catch (error) {
      this.handlers.fail(error);
    }
  }

  private result(place: Place): HTMLElement {
    const choose = () => {
      this.found.replaceChildren();
      this.goTo(place.at);
      this.save.focus();
    };
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: choose },
        icon(place.kind satisfies IconName),
        h('span', {}, place.name, place.detail ? h('small', {}, ` ${place.detail}`) : ''),
      ),
    );
  }

  private async keep(): Promise<void> {
    const { pupil, etag } = this.read;
    const address = this.address.value.trim();
    this.save.disabled = true;
    this.save.textContent = this.wording.say('pin_saving');
    try {
      const now = await movePupil(pupil.id, etag, this.at, address === (pupil.address ?? '') ? null : address);
      this.handlers.onSaved(this.read, now);
    } catch (error) {
      if (failureKind(error) === 'conflict') await this.meet();
      else this.handlers.fail(error);
    } finally {
      this.save.textContent = this.wording.say('pin_save');
      this.show();
    }
  }

  // Their place is what is on file now; ours stays under the pin.
  private async meet(): Promise<void> {
    const wasOurs = this.address.value;
    const isOurs = wasOurs.trim() !== (this.read.pupil.address ?? '');
    try {
      this.read = await readPupil(this.read.pupil.id);
    } catch (error) {
      return this.handlers.fail(error);
    }
    if (!isOurs) this.address.value = this.read.pupil.address ?? '';
    const distance = this.wording.distance(apart(this.at, this.read.pupil.at));
    this.say(this.wording.say('pin_conflict', { distance }));
    this.handlers.onFresh(this.read);
  }
}
