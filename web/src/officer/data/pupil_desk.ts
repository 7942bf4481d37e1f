// The officer's desk: what is to be done at the left, the homes as a map and as
// a table in the middle, one child at the right. The address says which children
// and which one; everything else follows from it.

import type { School } from '../../api/contract.ts';
import { answerOf, failureKind, service } from '../../api/request.ts';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import type { Table } from '../../part/table.ts';
import { filterPupils, FilterBar, type Names, type Values } from './filters.ts';
import { PinEditor } from './pin_editor.ts';
import type { Pupil } from './pupil.ts';
import { MOST_PUPILS, movePupil, PupilBook, readPupil, type PupilRead, type Scope } from './pupil_book.ts';
import { noPupilCard, pupilCard, pupilName } from './pupil_card.ts';
import { PupilMap } from './pupil_map.ts';
import { Reviews } from './reviews.ts';
import { SignalBook } from './signals.ts';
import type { OnMark } from './signal_list.ts';
import { pupilTable } from './pupil_table.ts';
import { PupilToDo } from './pupil_todo.ts';
import { readWardNames, type WardNames } from './ward_names.ts';
import type { Language } from '../../text/wording.ts';
import type { Wording } from './wording.ts';

export interface Known {
  book: PupilBook;
  signals: SignalBook;
  wards: WardNames;
  names: Names;
}

async function readSchoolNames(): Promise<Map<string, string>> {
  const { schools } = await answerOf(service.GET('/v1/schools', { params: { query: { limit: 2000 } } }));
  return new Map(schools.map(({ id, name }: School) => [id, name]));
}

export async function readKnown(language: Language): Promise<Known> {
  const [wards, schools] = await Promise.all([readWardNames(), readSchoolNames()]);
  const names = { ward: (id: string) => wards.name(id), school: (id: string) => schools.get(id) ?? id };
  return { book: new PupilBook(), signals: new SignalBook(language), wards, names };
}

function scopeOf({ grade, year, ward }: Values): Scope {
  return { ...(grade && { grade: Number(grade) }), ...(year && { year: Number(year) }), ...(ward && { ward }) };
}

export class PupilDesk implements Part {
  readonly element: HTMLElement;
  private shown: Pupil[] = [];
  private shownFor = '';
  private chosen: string | null = null;
  private editor: PinEditor | null = null;
  private shownCard = '';
  private framed: string | null = null;
  private readonly map: PupilMap;
  private readonly table: Table<Pupil>;
  private readonly filters: FilterBar;
  private readonly todo: PupilToDo;
  private readonly count = h('p', { class: 'data-count', role: 'status' });
  private readonly reviews: Reviews;
  private readonly card = h('aside', { class: 'desk-side data-right' });
  private readonly onBook = () => this.reread();
  private readonly onSignals = () => this.refresh();
  private readonly onProgress = () => this.countLoading();

  constructor(
    private readonly office: Office,
    private readonly known: Known,
    private readonly wording: Wording,
  ) {
    this.map = new PupilMap(office.city, wording, { onPupil: (id) => office.go({ pupil: id }), onPin: (at) => this.editor?.place(at) });
    this.filters = new FilterBar(wording, (values) => office.go(values));
    this.todo = new PupilToDo(office, known, wording);
    this.table = pupilTable(known, wording, ({ id }) => office.go({ pupil: id }));
    this.card.replaceChildren(noPupilCard(wording));
    this.element = h(
      'div',
      { class: 'desk data-desk' },
      h('div', { class: 'desk-side data-left' }, this.todo.element),
      h('div', { class: 'data-middle' }, this.filters.element, this.count, this.map.stage.element, this.table.element),
      this.card,
    );
    this.reviews = new Reviews(office, known, wording, this.element);
    known.book.addEventListener('change', this.onBook);
    known.book.addEventListener('progress', this.onProgress);
    known.signals.addEventListener('change', this.onSignals);
  }

  /** Once it is on the page. */
  open(): void {
    void this.map.open().then(() => this.map.choose(this.chosenPupil()));
    this.reread();
    this.follow();
  }

  follow(): void {
    const { values } = this.office.address();
    this.filters.show(values);
    void this.known.book.load(scopeOf(values)).catch((error: unknown) => this.office.fail(error));
    this.showList(values);
    this.choose(values['pupil'] ?? null);
  }

  // The map comes to the ward asked for, else to the officer's own.
  private frame({ ward = '' }: Values): void {
    const { book } = this.known;
    if (this.framed === ward || book.isLoading || book.pupils.length === 0) return;
    this.framed = ward;
    this.map.frame(ward || !this.office.session.has_all_wards ? this.shown.filter((pupil) => !ward || pupil.ward === ward) : null);
  }

  close(): void {
    this.known.book.removeEventListener('change', this.onBook);
    this.known.book.removeEventListener('progress', this.onProgress);
    this.known.signals.removeEventListener('change', this.onSignals);
    this.map.close();
  }

  private chosenPupil(): Pupil | null {
    return (this.chosen && this.known.book.find(this.chosen)) || null;
  }

  // Other children, or a home elsewhere: then other signals too.
  private reread(): void {
    const { book, signals } = this.known;
    this.refresh();
    if (!book.isLoading && book.pupils.length > 0) void signals.load(book.scope).catch((error: unknown) => this.office.fail(error));
  }

  // What has been read is other than before.
  private refresh(): void {
    const { book, wards, names } = this.known;
    // Where not all could be read, every ward of the officer's can be asked for.
    const { session } = this.office;
    this.filters.offer(book.pupils, names, book.isPart ? (session.has_all_wards ? wards.ids : session.wards) : []);
    this.shownFor = '';
    const { values } = this.office.address();
    this.filters.show(values);
    this.showList(values);
    if (this.editor === null) this.showCard();
  }

  private countLoading(): void {
    this.count.textContent = this.wording.say('loading_pupils', { n: this.wording.count(this.known.book.pupils.length) });
  }

  private showList(values: Values): void {
    const { pupil: _one, view: _view, ...asked } = values;
    const wanted = JSON.stringify(asked);
    if (wanted === this.shownFor) return;
    this.shownFor = wanted;
    const { book, signals } = this.known;
    this.shown = filterPupils(book.pupils, signals.signals, values);
    this.table.show(this.shown, this.chosen);
    if (this.chosen) this.table.choose(this.chosen);
    this.frame(values);
    this.map.show(this.shown, signals.signals);
    this.todo.show();
    this.showCount();
  }

  private showCount(): void {
    const { wording, shown } = this;
    const { book } = this.known;
    if (book.isLoading) return this.countLoading();
    const all = wording.count(book.pupils.length);
    const sentence = shown.length === book.pupils.length ? wording.say('shown_all', { all }) : wording.say('shown', { n: wording.count(shown.length), all });
    this.count.textContent = book.isCut ? `${sentence}. ${wording.say('too_many', { n: wording.count(MOST_PUPILS) })}` : sentence;
  }

  private choose(id: string | null): void {
    if (id === this.chosen) return;
    this.chosen = id;
    this.editor = null;
    this.map.showPin(null);
    this.table.choose(id);
    this.showCard();
  }

  private showCard(): void {
    const pupil = this.chosenPupil();
    const { wording, known } = this;
    this.map.choose(pupil);
    if (this.chosen && !pupil && !known.book.isLoading && known.book.pupils.length > 0)
      return this.card.replaceChildren(h('p', { class: 'data-card' }, wording.say('pupil_gone')));
    const isNew = this.shownCard !== pupil?.id;
    this.shownCard = pupil?.id ?? '';
    if (!pupil) return this.card.replaceChildren(noPupilCard(wording));
    const signals = known.signals.signals.get(pupil.id) ?? [];
    const onMark: OnMark = (signal, state, note) => void this.reviews.mark([signal], state, note);
    const acts = { onFix: () => void this.edit(pupil.id), onMark };
    this.card.replaceChildren(pupilCard(pupil, signals, known.names, wording, acts));
    // Where all stands under each other, what was chosen is brought into sight.
    if (isNew && matchMedia('(max-width: 1099px)').matches) this.card.scrollIntoView({ block: 'start' });
  }

  private async edit(id: string): Promise<void> {
    let read: PupilRead;
    try {
      read = await readPupil(id);
    } catch (error) {
      return this.office.fail(error);
    }
    if (this.chosen !== id) return;
    this.known.book.replace(read.pupil);
    this.editor = new PinEditor(read, this.wording, {
      onPin: (at) => this.map.showPin(at),
      onSaved: (before, now) => this.saved(before, now),
      onFresh: (now) => this.known.book.replace(now.pupil),
      onCancel: () => this.stopEditing(),
      fail: (error) => this.office.fail(error),
    });
    this.card.replaceChildren(this.editor.element);
    this.map.showPin(read.pupil.at);
    if (this.map.hasPin) this.map.focusPin();
    else this.editor.focus();
  }

  private stopEditing(): void {
    this.editor = null;
    this.map.showPin(null);
    this.showCard();
    this.card.querySelector<HTMLElement>('#pin-fix')?.focus();
  }

  private saved(before: PupilRead, now: PupilRead): void {
    const { wording } = this;
    this.editor = null;
    this.known.book.replace(now.pupil);
    this.stopEditing();
    this.office.say(wording.say('pin_saved', { name: pupilName(now.pupil, wording) }), {
      label: wording.say('undo'),
      act: () => void this.undo(before, now),
    });
  }

  private async undo(before: PupilRead, now: PupilRead): Promise<void> {
    const { pupil } = before;
    try {
      const back = await movePupil(pupil.id, now.etag, pupil.at, pupil.address ?? '');
      this.known.book.replace(back.pupil);
      this.office.say(this.wording.say('pin_undone', { name: pupilName(pupil, this.wording) }));
    } catch (error) {
      if (failureKind(error) === 'conflict') this.office.say(this.wording.say('undo_conflict'));
      else this.office.fail(error);
    }
  }
}
