// The left of the officer's desk: what asks for a second look, and what there
// is, each a link that shows just those children.

import { readCapacity, readUnitCount } from './city_counts.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { formatAddress } from '../../part/address.ts';
import type { Values } from './filters.ts';
import type { Pupil } from './pupil.ts';
import type { Known } from './pupil_desk.ts';
import { countSignals, SIGNALS, type Signals } from './signals.ts';
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

export class PupilToDo {
  readonly element: HTMLElement;
  private readonly toDo = h('ul', { class: 'data-rows' });
  private readonly groups = h('ul', { class: 'data-rows' });
  private readonly counts = h('ul', { class: 'data-rows' });
  private readonly links: { link: HTMLAnchorElement; values: Values }[] = [];

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
      h('section', {}, h('h2', {}, wording.say('to_do')), this.toDo),
      h('section', {}, h('h2', {}, wording.say('loaded')), this.groups, this.counts),
    );
    void this.count().catch((error: unknown) => office.fail(error));
  }

  show(signals: Signals): void {
    const { book } = this.known;
    if (book.isLoading) return;
    this.links.length = 0;
    this.showToDo(signals);
    const groups = groupsOf(book.pupils).map(({ grade, year, n }) =>
      this.link(this.wording.say('loaded_of', { grade, year: this.wording.say('school_year', { from: year, to: year + 1 }) }), n, {
        grade: String(grade),
        year: String(year),
      }),
    );
    this.groups.replaceChildren(...groups);
    this.mark(this.office.address().values);
  }

  /** Which of the links is what the list shows now. */
  mark(values: Values): void {
    for (const { link, values: wanted } of this.links) {
      const isShown = ['grade', 'year', 'ward', 'school', 'signal', 'q'].every((name) => (values[name] ?? '') === (wanted[name] ?? ''));
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

  private showToDo(signals: Signals): void {
    const { wording } = this;
    if (this.known.book.pupils.length === 0) {
      const first = h('li', { class: 'data-first' }, h('strong', {}, wording.say('no_pupils_title')), h('p', {}, wording.say('no_pupils')));
      return this.toDo.replaceChildren(first);
    }
    const counts = countSignals(signals);
    const found = SIGNALS.filter((kind) => counts.has(kind));
    const rows = found.map((kind) => this.link(wording.say(`signal_${kind}`), counts.get(kind) ?? 0, { signal: kind }));
    this.toDo.replaceChildren(...(rows.length > 0 ? rows : [h('li', { class: 'data-row' }, wording.say('to_do_none'))]));
  }

  private link(label: string, n: number, values: Values): HTMLElement {
    const href = formatAddress({ part: 'data', values, language: this.office.language });
    const link = h('a', { class: 'data-row', href }, h('span', {}, label), h('strong', {}, this.wording.count(n)));
    this.links.push({ link, values });
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
