// The measures of a plan as rows: the same names, order and rounding wherever
// they stand: in the list of plans, beside the map, and between two plans.

import { h } from '../../element.ts';
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
export function measureTable(caption: string, heads: string[], columns: Measures[], wording: Wording, isWaiting = false): HTMLElement {
  const [first = [], ...others] = columns.map((one) => measureRows(one, wording));
  const cell = (row: MeasureRow | undefined, isOwn: boolean) =>
    h('td', { class: `${row?.isBad ? 'is-bad' : ''}${isWaiting && isOwn && row?.isSlow ? ' is-waiting' : ''}`.trim() || null }, row?.text ?? '–');
  // What is known of none of them, as shapes between two plans, is left out.
  const isKnown = (row: MeasureRow) => row.value !== null || columns.length === 1 || others.some((rows) => rows.some(({ name, value }) => name === row.name && value !== null));
  const body = first.filter(isKnown).map((row) =>
    h('tr', { 'data-measure': row.name }, h('th', { scope: 'row' }, row.label), cell(row, true), ...others.map((rows) => cell(rows.find(({ name }) => name === row.name), false))),
  );
  const head = h('tr', {}, h('th', { scope: 'col' }, wording.say('measure')), ...heads.map((title) => h('th', { scope: 'col' }, title)));
  return h('table', { class: 'measures' }, h('caption', { class: 'hidden' }, caption), h('thead', {}, head), h('tbody', {}, ...body));
}
