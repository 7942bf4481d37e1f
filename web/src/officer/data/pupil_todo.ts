// The left of the officer's desk: what asks for a second look, and what there
// is, each a link that shows just those children.

import { readUnitCount } from '../../api/units.ts';
import { readCapacity } from './city_counts.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { formatAddress } from '../../part/address.ts';
import type { Values } from './filters.ts';
import type { Pupil } from './pupil.ts';
import type { Known } from './pupil_desk.ts';
import { countSignals, SIGNALS, stateOf, STATES, type ReviewState } from './signals.ts';
import type { Wording } from './wording.ts';

export function importLink(office: Office, wording: Wording): HTMLElement {
  const href = formatAddress({ part: 'data', values: { view: 'import' }, language: office.language });
  return h('a', { class: 'primary data-import', href }, wording.say('import_data'));
}

export function countRow(label: string, count: string): HTMLElement {
  return h('li', { class: 'data-row' }, h('span', {}, label), h('strong', {}, count));
}

interface Group {
  grade: number;
  year: number;
  n: number;
}

function groupsOf(pupils: Pupil[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { grade, year } of pupils) {
    const key = `${year} ${grade}`;
    const group = groups.get(key) ?? { grade, year, n: 0 };
    group.n += 1;
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => other.year - one.year || one.grade - other.grade);
}

// What is still to be looked at is what the address means when it says nothing.
function reviewValue(state: ReviewState): Values {
  return state === 'open' ? {} : { review: state };
}

export class PupilToDo {
  readonly element: HTMLElement;
  private readonly states = h('ul', { class: 'data-states' });
  private readonly toDo = h('ul', { class: 'data-rows' });
  private readonly groups = h('ul', { class: 'data-rows' });
  private readonly part = h('p', { class: 'field-hint', hidden: true });
  private readonly counts = h('ul', { class: 'data-rows' });
  private readonly links: { name: string; link: HTMLAnchorElement; values: Values }[] = [];

  constructor(
    private readonly office: Office,
    private readonly known: Known,
    private readonly wording: Wording,
  ) {
    const waiting = () => h('li', { class: 'data-row is-waiting' }, wording.say('loading_counts'));
    for (const list of [this.toDo, this.groups, this.counts]) list.replaceChildren(waiting());
    this.element = h(
      'div',
      { class: 'data-side' },
      importLink(office, wording),
      h('p', { class: 'field-hint' }, this.scope()),
      h('section', {}, h('h2', {}, wording.say('to_do')), this.part, this.states, this.toDo, h('p', { class: 'field-hint data-key' }, wording.say('review_key'))),
      h('section', {}, h('h2', {}, wording.say('loaded')), this.groups, this.counts),
    );
    void this.count().catch((error: unknown) => office.fail(error));
  }

  /** Shows what there is now; a link that had the keyboard keeps it. */
  show(): void {
    const { book } = this.known;
    if (book.isLoading) return;
    const focused = this.links.find(({ link }) => link === document.activeElement)?.name;
    this.links.length = 0;
    this.part.hidden = !book.isPart;
    this.part.textContent = this.wording.say('counted_part', { n: this.wording.count(book.pupils.length) });
    this.showToDo();
    const groups = groupsOf(book.pupils).map(({ grade, year, n }) =>
      this.link(this.wording.say('loaded_of', { grade, year: this.wording.say('school_year', { from: year, to: year + 1 }) }), n, {
        grade: String(grade),
        year: String(year),
      }),
    );
    this.groups.replaceChildren(...groups);
    this.mark(this.office.address().values);
    if (focused) this.links.find(({ name }) => name === focused)?.link.focus();
  }

  /** Which of the links is what the list shows now. */
  mark(values: Values): void {
    for (const { link, values: wanted } of this.links) {
      const isShown = ['grade', 'year', 'ward', 'school', 'signal', 'review', 'q'].every((name) => (values[name] ?? '') === (wanted[name] ?? ''));
      if (isShown) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  private scope(): string {
    const { session } = this.office;
    if (session.has_all_wards) return this.wording.say('scope_all');
    const wards = (session.wards ?? []).map((id) => this.known.names.ward(id)).join(', ');
    return this.wording.say('scope_wards', { wards });
  }

  private showToDo(): void {
    const { wording } = this;
    const { book, signals } = this.known;
    if (book.pupils.length === 0) {
      const first = h('li', { class: 'data-first' }, h('strong', {}, wording.say('no_pupils_title')), h('p', {}, wording.say('no_pupils')));
      this.states.replaceChildren();
      return this.toDo.replaceChildren(first);
    }
    if (!signals.isRead) return;
    const state = stateOf(this.office.address().values['review']);
    const all = countSignals(signals.signals, 'all').get('any') ?? 0;
    this.states.replaceChildren(...(all > 0 ? STATES.map((one) => this.stateLink(one)) : []));
    const counts = countSignals(signals.signals, state);
    const found = SIGNALS.filter((kind) => counts.has(kind));
    const rows = found.map((kind) => this.link(wording.say(`signal_${kind}`), counts.get(kind) ?? 0, { signal: kind, ...reviewValue(state) }));
    const none = all === 0 ? 'to_do_none' : (`review_none_${state}` as const);
    this.toDo.replaceChildren(...(rows.length > 0 ? rows : [h('li', { class: 'data-first' }, wording.say(none))]));
  }

  private stateLink(state: ReviewState): HTMLElement {
    const n = countSignals(this.known.signals.signals, state).get('any') ?? 0;
    return this.link(this.wording.say(`review_${state}`), n, { signal: 'any', ...reviewValue(state) });
  }

  private link(label: string, n: number, values: Values): HTMLElement {
    const href = formatAddress({ part: 'data', values, language: this.office.language });
    const link = h('a', { class: 'data-row', href }, h('span', {}, label), h('strong', {}, this.wording.count(n)));
    this.links.push({ name: label, link, values });
    return h('li', {}, link);
  }

  private async count(): Promise<void> {
    const { wording, known, office } = this;
    const [capacity, units] = await Promise.all([readCapacity(), readUnitCount()]);
    this.counts.replaceChildren(
      countRow(wording.say('loaded_seats'), wording.count(capacity.place.seats)),
      countRow(wording.say('loaded_schools'), wording.count(office.city.counts.schools)),
      countRow(wording.say('loaded_units'), wording.count(units)),
      countRow(wording.say('loaded_wards'), wording.count(known.wards.count)),
    );
  }
}
