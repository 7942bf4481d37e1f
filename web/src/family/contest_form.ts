// The form of a contest: what is not right, where, and words. The map beside it
// and the buttons here move the same pin.

import type { LonLat, School } from '../api/contract.ts';
import { addContest, type ContestKind, type NewContest } from '../api/family.ts';
import { failureKind } from '../api/request.ts';
import type { Pen } from '../contest/case_map.ts';
import { proposalWords } from '../contest/contest_words.ts';
import { h } from '../element.ts';
import { Drawn } from './drawn.ts';
import { kindChoice, stepButtons, wordsField } from './form_fields.ts';
import type { Sentence, Wording } from './wording.ts';

export interface FormHandlers {
  onKind(kind: ContestKind): void;
  /** Something else is on the map. */
  onDrawn(pen: Pen | null, proposed: { kind: ContestKind; places: LonLat[] } | null): void;
  onLook(at: LonLat): void;
  onSent(): void;
  /** Nothing that the form itself could say more of: the session has ended. */
  onFailure(error: unknown): void;
  onCancel(): void;
}

const PEN_KIND = { pin: 'new_home', gate: 'gate', lane: 'corner' } as const;
const NEEDS: Record<ContestKind, Sentence> = { pin: 'need_pin', lane: 'need_lane', gate: 'need_gate', other: 'need_words' };

export class ContestForm {
  readonly element: HTMLElement;
  private drawn: Drawn | null = null;
  private school: School | null = null;
  private readonly where = h('div', { class: 'form-where' });
  private readonly said = h('p', { class: 'form-said', role: 'status' });
  private readonly trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  private readonly words;
  private readonly choice;
  private readonly send: HTMLButtonElement;

  constructor(
    private readonly home: LonLat,
    /** Those whose gate may be meant. */
    private readonly schools: School[],
    private readonly wording: Wording,
    private readonly handlers: FormHandlers,
  ) {
    this.words = wordsField(wording);
    this.choice = kindChoice(wording, (kind) => handlers.onKind(kind));
    this.send = h('button', { type: 'submit', class: 'primary' }, wording.say('send'));
    this.element = h(
      'form',
      { class: 'contest-form', novalidate: true, onsubmit: (event: Event) => void this.submit(event) },
      h('h2', { tabindex: -1 }, wording.say('form_title')),
      h('p', {}, wording.say('form_choose')),
      this.choice.element,
      this.where,
      this.words.element,
      this.trouble,
      h(
        'div',
        { class: 'actions' },
        this.send,
        h('button', { type: 'button', class: 'quiet', onclick: () => handlers.onCancel() }, wording.say('back_to_result')),
      ),
    );
    this.words.element.hidden = this.send.hidden = true;
  }

  /** Shows the fields of a kind; null: none is chosen yet. */
  choose(kind: ContestKind | null): void {
    if (kind === (this.drawn?.kind ?? null)) return;
    this.say(null);
    this.choice.show(kind);
    this.words.element.hidden = this.send.hidden = kind === null;
    this.words.require(kind === 'other');
    this.school = kind === 'gate' ? (this.schools[0] ?? null) : null;
    this.drawn = kind === null ? null : new Drawn(kind, this.school?.at ?? this.home);
    this.where.replaceChildren(...this.placing());
    this.show();
    if (kind !== null && kind !== 'other') this.handlers.onLook(this.drawn?.from ?? this.home);
    // On a phone what is to be done now would be below the sight.
    if (kind !== null) (kind === 'other' ? this.words.element : this.where).scrollIntoView({ block: 'nearest' });
  }

  private placing(): HTMLElement[] {
    const { drawn, wording } = this;
    if (!drawn || drawn.kind === 'other') return [];
    const corners = h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', id: 'add-corner', onclick: () => this.draw(() => drawn.addCorner()) }, wording.say('add_corner')),
      h('button', { type: 'button', class: 'quiet', onclick: () => this.draw(() => drawn.undoCorner()) }, wording.say('undo_corner')),
    );
    return [
      h('p', {}, wording.say(`do_${drawn.kind}`)),
      ...(drawn.kind === 'gate' ? [this.schoolField()] : []),
      stepButtons(wording, (east, north) => this.draw(() => drawn.step(east, north))),
      ...(drawn.kind === 'lane' ? [corners] : []),
      this.said,
    ];
  }

  private schoolField(): HTMLElement {
    const select = h('select', { class: 'field-input', id: 'gate-school' }, ...this.schools.map(({ id, name }) => h('option', { value: id }, name)));
    select.addEventListener('change', () => {
      this.school = this.schools.find(({ id }) => id === select.value) ?? null;
      this.drawn = new Drawn('gate', this.school?.at ?? this.home);
      this.show();
      this.handlers.onLook(this.drawn.from);
    });
    return h('label', { class: 'field' }, h('span', { class: 'field-label' }, this.wording.say('which_school')), select);
  }

  private draw(change: () => void): void {
    change();
    this.say(null);
    this.show();
  }

  private show(): void {
    const { drawn } = this;
    if (!drawn || drawn.kind === 'other') return this.handlers.onDrawn(null, null);
    const { kind, places, from } = drawn;
    this.said.textContent = proposalWords(kind, places, from, this.wording);
    const pen: Pen = {
      kind: PEN_KIND[drawn.kind],
      at: drawn.pen,
      onMoved: (at, isTap) => this.draw(() => this.drawn?.move(at, isTap)),
      onPressed: () => this.draw(() => this.drawn?.addCorner()),
    };
    this.handlers.onDrawn(pen, { kind, places });
  }

  private say(sentence: Sentence | null): void {
    this.trouble.textContent = sentence ? this.wording.say(sentence) : '';
    this.trouble.hidden = !sentence;
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const { drawn } = this;
    if (!drawn) return;
    const words = this.words.read();
    if (!drawn.isWhole() || (drawn.kind === 'other' && words === '')) return this.say(NEEDS[drawn.kind]);
    const contest: NewContest = { kind: drawn.kind, ...drawn.fields() };
    if (words !== '') contest.words = words;
    if (this.school) contest.school = this.school.id;
    this.send.disabled = true;
    try {
      await addContest(contest);
      this.handlers.onSent();
    } catch (error) {
      const kind = failureKind(error);
      if (kind === 'not_signed_in') return this.handlers.onFailure(error);
      this.say(kind === 'refused' ? 'refused_place' : kind === 'conflict' ? 'refused_now' : `failed_${kind}`);
      this.send.disabled = false;
    }
  }
}
