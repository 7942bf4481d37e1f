// The table of schools side by side. Each row says one thing of all; the one that
// stands out is bold and says how, unless all are the same. What is known of none
// of them takes no row.

import type { Profile } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import { ENTRY_GRADE } from '../level_shape.ts';
import type { Sentence, Wording } from './wording.ts';
import { knownBefore, newestCutOff, type Compared, type View } from './answer.ts';
import { placeText, seatsLeftText, sessionsText } from './school_facts.ts';

interface Cell {
  text: string;
  /** The more the better; null where it is not known or says nothing. */
  worth: number | null;
}

interface Row {
  name: string;
  cells: Cell[];
  best: string | null;
}

type Describe = (school: Compared, view: View, wording: Wording) => Cell;

function unknown(wording: Wording): Cell {
  return { text: wording.say('unknown'), worth: null };
}

function byWay(profile: Profile): Describe {
  return ({ ways }, _view, wording) => {
    const way = ways.find((one) => one.profile === profile);
    if (!way) return { text: wording.say('compare_no_way'), worth: null };
    return { text: `${wording.distance(way.distance_m)} · ${wording.duration(way.duration_s)}`, worth: -way.distance_m };
  };
}

const inZone: Describe = ({ told }, view, wording) => {
  const own = knownBefore(view.answer)?.zone;
  if (!own?.plan) return { text: wording.say('compare_no_plan'), worth: null };
  const isOwn = own.school?.id === told.id;
  return { text: wording.say(isOwn ? 'yes' : 'no'), worth: Number(isOwn) };
};

const seats: Describe = ({ told }, view, wording) => {
  const listed = told.seats?.filter(({ grade }) => grade === ENTRY_GRADE[view.question.level]) ?? [];
  const newest = listed.reduce<(typeof listed)[number] | null>((one, two) => (one && one.year > two.year ? one : two), null);
  return newest ? { text: wording.count(newest.seats), worth: newest.seats } : unknown(wording);
};

const seatsLeft: Describe = ({ told }, view, wording) => {
  const left = newestCutOff(told, view.question.level)?.seats_left ?? null;
  return left === null ? unknown(wording) : { text: seatsLeftText(left, wording), worth: left };
};

const lastAdmitted: Describe = ({ told }, view, wording) => {
  const last = newestCutOff(told, view.question.level);
  if (!last) return unknown(wording);
  const { year, last_distance_m: far, is_full: isFull } = last;
  if (last.withheld) return { text: wording.say('cut_off_withheld', { year }), worth: null };
  if (far === null) return { text: wording.say('cut_off_full_short', { year }), worth: null };
  const text = wording.say(isFull ? 'cut_off_far' : 'cut_off_roomy', { year, distance: wording.distance(far) });
  // Who had seats left would have admitted from any distance.
  return { text, worth: isFull ? far : Number.MAX_VALUE };
};

const classSize: Describe = ({ told }, view, wording) => {
  const now = told.now.find(({ level }) => level === view.question.level);
  if (!now?.pupils || !now.classes) return unknown(wording);
  const size = now.pupils / now.classes;
  return { text: wording.say('class_size', { n: wording.decimal(size, 0), cap: now.class_cap }), worth: -Math.round(size) };
};

const sessions: Describe = ({ told }, _view, wording) => ({
  text: sessionsText(told, wording),
  worth: told.capacity?.sessions ?? null,
});

const grounds: Describe = ({ told }, _view, wording) => {
  const area = told.capacity?.area_m2;
  return area ? { text: wording.say('square_metres', { n: wording.count(Math.round(area)) }), worth: area } : unknown(wording);
};

const place: Describe = ({ told }, _view, wording) => ({ text: placeText(told, wording), worth: null });

/** What a row says, of each school, and of the one that has the most worth. */
const ROWS: [Sentence, Describe, Sentence | null][] = [
  ['profile_walk', byWay('walk'), 'best_near'],
  ['profile_motorbike', byWay('motorbike'), 'best_near'],
  ['in_zone', inZone, null],
  ['fact_seats', seats, 'best_most'],
  ['fact_seats_left', seatsLeft, 'best_most'],
  ['fact_last_round', lastAdmitted, 'best_far'],
  ['fact_class_size', classSize, 'best_few'],
  ['fact_sessions', sessions, null],
  ['fact_grounds', grounds, 'best_large'],
  ['fact_place', place, null],
];

function bestOf(cells: Cell[]): number | null {
  const known = cells.flatMap(({ worth }) => (worth === null ? [] : [worth]));
  const best = Math.max(...known);
  return known.length > 1 && known.some((worth) => worth < best) ? best : null;
}

function tableRow({ name, cells, best: said }: Row): HTMLElement {
  const best = said === null ? null : bestOf(cells);
  const cell = ({ text, worth }: Cell): HTMLElement =>
    best !== null && worth === best
      ? h('td', { class: 'is-best' }, h('strong', {}, text), ' ', h('span', { class: 'best' }, icon('done'), said))
      : h('td', {}, text);
  return h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map(cell));
}

function schoolHead({ told }: Compared, others: string[], wording: Wording, onTicked: (schools: string[]) => void): HTMLElement {
  const name = told.name || wording.say('no_name');
  const label = wording.say('compare_drop', { school: name });
  const drop = (): void => onTicked(others);
  return h(
    'th',
    { scope: 'col' },
    h('span', { class: 'compare-name' }, name),
    h('button', { type: 'button', class: 'box-button', 'aria-label': label, title: label, onclick: drop }, icon('clear')),
  );
}

function table(compared: Compared[], rows: Row[], wording: Wording, onTicked: (schools: string[]) => void): HTMLElement {
  const ids = compared.map(({ told }) => told.id);
  const others = ({ told }: Compared) => ids.filter((id) => id !== told.id);
  return h(
    'table',
    { class: 'compare-table' },
    h('caption', { class: 'hidden' }, wording.say('compare_title')),
    h(
      'thead',
      {},
      h('tr', {}, h('td', {}), ...compared.map((school) => schoolHead(school, others(school), wording, onTicked))),
    ),
    h('tbody', {}, ...rows.map(tableRow)),
  );
}

/** Of schools ticked; dropping one ticks the others. */
export function comparisonTable(
  compared: Compared[],
  view: View,
  wording: Wording,
  onTicked: (schools: string[]) => void,
): HTMLElement {
  const rows = ROWS.map(([name, describe, best]) => ({
    name: wording.say(name),
    cells: compared.map((school) => describe(school, view, wording)),
    best: best && wording.say(best),
  }));
  const isUnknown = ({ cells }: Row) => cells.every(({ text }) => text === wording.say('unknown'));
  const facts = rows.filter(isUnknown).map(({ name }) => name.toLocaleLowerCase(wording.language));
  return h(
    'div',
    {},
    table(compared, rows.filter((row) => !isUnknown(row)), wording, onTicked),
    facts.length > 0 && h('p', { class: 'compare-unknown' }, wording.say('compare_unknown', { facts: facts.join(', ') })),
  );
}
