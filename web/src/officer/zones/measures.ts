// The measures of a plan as rows: the same names, order and rounding wherever
// they stand: in the list of plans, beside the map, and between two plans.

import { h, writeText } from '../../element.ts';
import type { Measures } from './plans.ts';
import type { Wording } from './wording.ts';

export interface MeasureRow {
  name: string;
  label: string;
  text: string;
  value: number | null;
  /** Something is not as it should be. */
  isBad: boolean;
  /** Only the server knows it: while a stroke is on its way it is of before. */
  isSlow: boolean;
}

type Shown = Pick<
  Measures,
  'entrants' | 'unzoned' | 'over_seats' | 'over_cap' | 'no_way' | 'mean_way_m' | 'farthest_m' | 'zones' | 'pieces' | 'zones_without_their_school' | 'compactness' | 'moved' | 'cap_m'
>;

export function measureRows(m: Shown, wording: Wording): MeasureRow[] {
  const count = (name: string, label: string, value: number, isBad = false, isSlow = true): MeasureRow => ({ name, label, text: wording.count(value), value, isBad, isSlow });
  const way = (name: string, label: string, value: number): MeasureRow => ({ name, label, text: wording.distance(value), value, isBad: false, isSlow: true });
  const cut = Math.max(0, m.pieces - m.zones);
  const rows: (MeasureRow | false)[] = [
    count('entrants', wording.say('m_entrants'), m.entrants, false, false),
    count('unzoned', wording.say('m_unzoned'), m.unzoned, m.unzoned > 0, false),
    count('over_seats', wording.say('m_over_seats'), m.over_seats, m.over_seats > 0, false),
    way('mean_way', wording.say('m_mean_way'), m.mean_way_m),
    way('farthest', wording.say('m_farthest'), m.farthest_m),
    m.cap_m !== null && count('over_cap', wording.say('m_over_cap', { cap: wording.distance(m.cap_m) }), m.over_cap, m.over_cap > 0),
    m.no_way > 0 && count('no_way', wording.say('m_no_way'), m.no_way, true),
    count('zones', wording.say('m_zones'), m.zones, false, false),
    count('pieces', wording.say('m_extra_pieces'), cut, cut > 0),
    count('away', wording.say('m_away'), m.zones_without_their_school, m.zones_without_their_school > 0),
    { name: 'compactness', label: wording.say('m_compactness'), text: m.compactness === null ? '…' : wording.decimal(m.compactness, 2), value: m.compactness, isBad: false, isSlow: true },
    m.moved !== null && count('moved', wording.say('m_moved'), m.moved),
  ];
  return rows.filter((row): row is MeasureRow => row !== false);
}

/** Rows of one or two plans side by side, as a real table. */
export function measureTable(caption: string, heads: string[], columns: Measures[], wording: Wording): HTMLElement {
  return new MeasureTable(caption, heads, wording).show(columns).element;
}

interface ShownRow {
  element: HTMLElement;
  cells: HTMLElement[];
}

/** The same table with other numbers again and again: of a row that stays, only
    what differs is written. */
export class MeasureTable {
  private readonly body = h('tbody');
  readonly element: HTMLElement;
  private rows = new Map<string, ShownRow>();

  constructor(
    caption: string,
    heads: string[],
    private readonly wording: Wording,
  ) {
    const head = h('tr', {}, h('th', { scope: 'col' }, wording.say('measure')), ...heads.map((title) => h('th', { scope: 'col' }, title)));
    this.element = h('table', { class: 'measures' }, h('caption', { class: 'hidden' }, caption), h('thead', {}, head), this.body);
  }

  /** `isWaiting`: what only the server knows of the first is of before. */
  show(columns: Measures[], isWaiting = false): this {
    const [first = [], ...others] = columns.map((one) => measureRows(one, this.wording));
    const same = (rows: MeasureRow[], name: string) => rows.find((row) => row.name === name);
    // What is known of none of them, as shapes between two plans, is left out.
    const isKnown = (row: MeasureRow) => row.value !== null || columns.length === 1 || others.some((rows) => (same(rows, row.name)?.value ?? null) !== null);
    const shown = first.filter(isKnown);
    this.keepRows(shown, columns.length);
    for (const row of shown) {
      const cells = this.rows.get(row.name)?.cells ?? [];
      [row, ...others.map((rows) => same(rows, row.name))].forEach((one, n) => this.write(cells[n], one, isWaiting && n === 0));
    }
    return this;
  }

  private keepRows(shown: MeasureRow[], nColumns: number): void {
    if (shown.length === this.rows.size && shown.every(({ name }) => this.rows.has(name))) return;
    this.rows = new Map(shown.map(({ name, label }) => [name, this.rows.get(name) ?? this.newRow(name, label, nColumns)]));
    this.body.replaceChildren(...[...this.rows.values()].map(({ element }) => element));
  }

  private newRow(name: string, label: string, nColumns: number): ShownRow {
    const cells = Array.from({ length: nColumns }, () => h('td'));
    return { element: h('tr', { 'data-measure': name }, h('th', { scope: 'row' }, label), ...cells), cells };
  }

  private write(cell: HTMLElement | undefined, row: MeasureRow | undefined, isWaiting: boolean): void {
    if (!cell) return;
    writeText(cell, row?.text ?? '–');
    cell.classList.toggle('is-bad', row?.isBad === true);
    cell.classList.toggle('is-waiting', isWaiting && row?.isSlow === true);
  }
}
