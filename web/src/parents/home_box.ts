// The box "Nhà bạn ở đâu?": suggestions while typing, chosen by keyboard or
// finger, or the device's own location. A combobox as WAI-ARIA describes it.

import type { LonLat, Place } from '../api/contract.ts';
import { findPlaces } from '../api/service.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import type { Wording } from './wording.ts';
import { Suggestions } from './suggestions.ts';

export interface HomeBoxHandlers {
  /** `typed`: what it was found by. */
  onPlace(place: Place, typed: string): void;
  onLocated(at: LonLat): void;
  onEmptied(): void;
}

// On a phone the way there and back takes 150 ms already; who types on has the
// question before taken back.
const TYPING_PAUSE_MS = 25;
const LOCATE: PositionOptions = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };

function boxInput(wording: Wording): HTMLInputElement {
  return h('input', {
    id: 'home',
    class: 'box-input',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    placeholder: wording.say('where_example'),
    'aria-autocomplete': 'list',
    'aria-controls': 'suggestions',
    'aria-expanded': 'false',
  });
}

function boxButton(sign: 'clear' | 'locate', label: string, onclick: () => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'box-button', 'aria-label': label, title: label, onclick }, icon(sign));
}

export class HomeBox {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: Suggestions;
  private readonly clear: HTMLButtonElement;
  private readonly locate: HTMLButtonElement;
  private readonly status = h('p', { class: 'hidden', role: 'status' });
  private readonly trouble = h('p', { class: 'box-trouble', role: 'alert', hidden: true });
  private asking = new AbortController();
  private pause = 0;
  private place: string | null = null;

  constructor(
    private readonly wording: Wording,
    private readonly handlers: HomeBoxHandlers,
  ) {
    this.input = boxInput(wording);
    this.list = new Suggestions(this.input, wording, (place) => this.choose(place));
    this.clear = boxButton('clear', wording.say('clear'), () => this.cleared());
    this.clear.hidden = true;
    this.locate = boxButton('locate', wording.say('locate'), () => this.askLocation());
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('keydown', (event) => this.pressed(event));
    this.input.addEventListener('blur', () => this.list.close());
    this.element = h(
      'div',
      { class: 'box', role: 'search' },
      h(
        'div',
        { class: 'box-frame' },
        icon('search'),
        h('div', { class: 'box-words' }, h('label', { for: 'home', class: 'box-label' }, wording.say('where')), this.input),
        this.clear,
        this.locate,
      ),
      this.list.element,
      this.trouble,
      this.status,
    );
  }

  /** Writes where home is, unless the parent is just typing it. */
  show(place: string | null): void {
    this.place = place;
    if (document.activeElement === this.input && place === null) return;
    this.input.value = place ?? '';
    this.clear.hidden = this.input.value === '';
  }

  private say(sentence: string | null): void {
    this.trouble.textContent = sentence ?? '';
    this.trouble.hidden = !sentence;
  }

  private forget(): void {
    clearTimeout(this.pause);
    this.asking.abort();
    this.asking = new AbortController();
  }

  private choose(place: Place): void {
    const typed = this.input.value;
    this.forget();
    this.show(place.name);
    this.list.close();
    this.say(null);
    // A phone's keyboard would stay over the answer.
    if (matchMedia('(pointer: coarse)').matches) this.input.blur();
    this.handlers.onPlace(place, typed);
  }

  // An empty box asks nothing, so nothing is answered; the back button brings both back.
  private cleared(): void {
    this.empty();
    this.handlers.onEmptied();
  }

  // What was typed is not asked after all: the box says again what is answered.
  private givenUp(): void {
    if (!this.place) return this.empty();
    this.forget();
    this.say(null);
    this.input.value = this.place;
    this.input.select();
  }

  private empty(): void {
    this.input.value = '';
    this.typed();
    this.input.focus();
  }

  // `then` gets what was found; where nothing was, the list has what comes nearest.
  private async find(text: string, then: (places: Place[]) => void): Promise<void> {
    this.forget();
    const { signal } = this.asking;
    try {
      const { results, near } = await findPlaces(text, signal);
      if (signal.aborted) return;
      if (results.length > 0) this.say(null);
      else this.say(this.wording.say(near.length > 0 ? 'found_near' : 'nothing_found', { text }));
      if (near.length > 0) this.suggest(near, text);
      else then(results);
    } catch {
      if (!signal.aborted) this.say(this.wording.say('search_failed'));
    }
  }

  private suggest(places: Place[], text: string): void {
    this.list.open(places, text);
    this.status.textContent = places.length > 0 ? this.wording.say('suggestion_count', { n: places.length }) : '';
  }

  private typed(): void {
    const text = this.input.value.trim();
    this.clear.hidden = this.input.value === '';
    this.forget();
    this.say(null);
    if (text === '') this.suggest([], '');
    else this.pause = window.setTimeout(() => void this.find(text, (places) => this.suggest(places, text)), TYPING_PAUSE_MS);
  }

  // Enter before the suggestions have come takes the first that comes.
  private entered(): void {
    const text = this.input.value.trim();
    const place = this.list.isOpen ? this.list.chosen : undefined;
    if (place) this.choose(place);
    else if (text !== '') void this.find(text, ([first]) => first && this.choose(first));
  }

  private pressed(event: KeyboardEvent): void {
    const text = this.input.value.trim();
    if (event.isComposing) return;
    if (event.key === 'Enter') this.entered();
    else if (event.key === 'Escape' && this.list.isOpen) this.list.close();
    else if (event.key === 'Escape') this.givenUp();
    else if (event.key === 'ArrowDown' && this.list.isOpen) this.list.move(1);
    else if (event.key === 'ArrowUp' && this.list.isOpen) this.list.move(-1);
    else if (event.key === 'ArrowDown' && text !== '') void this.find(text, (places) => this.suggest(places, text));
    else return;
    event.preventDefault();
  }

  private askLocation(): void {
    if (!navigator.geolocation) return this.say(this.wording.say('locate_failed'));
    this.locate.setAttribute('aria-busy', 'true');
    this.status.textContent = this.wording.say('locating');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.located([coords.longitude, coords.latitude]),
      ({ code }) => this.notLocated(code === GeolocationPositionError.PERMISSION_DENIED),
      LOCATE,
    );
  }

  private located(at: LonLat): void {
    this.locate.removeAttribute('aria-busy');
    this.say(null);
    this.handlers.onLocated(at);
  }

  private notLocated(isDenied: boolean): void {
    this.locate.removeAttribute('aria-busy');
    this.say(this.wording.say(isDenied ? 'locate_denied' : 'locate_failed'));
  }
}
