// The left of the desk: find a pupil, choose a ward, and the schools of it with
// their seats; those placed nowhere come first.

import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { table, type Table } from '../../part/table.ts';
import type { Measures } from '../rounds.ts';
import { lastWay, type SchoolSeats, type Ward } from './school_seats.ts';
import { wayOf, type Wording } from './wording.ts';

export const UNPLACED = '-';

// Kinds of school are the same all the way down the list; what differs counts.
function shortName({ name }: SchoolSeats): HTMLElement {
  const short = name
    .replace(/^Trường /, '')
    .replace('Trung học phổ thông', 'THPT')
    .replace('Trung học cơ sở', 'THCS')
    .replace('Tiểu học', 'TH');
  return h('span', { title: name }, short);
}

function seatsUsed({ placed, seats }: SchoolSeats, wording: Wording): HTMLElement {
  const share = seats > 0 ? Math.min(1, placed / seats) : 1;
  const bar = h('span', { class: placed > seats ? 'used-bar is-over' : 'used-bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--used', String(share));
  return h('span', { class: 'used' }, `${wording.count(placed)}/${wording.count(seats)}`, bar);
}

function wardWords(of: Measures | null, wording: Wording): string {
  if (!of) return '';
  return wording.say('ward_words', {
    pupils: wording.count(of.pupils),
    unplaced: wording.count(of.unplaced),
    median: wayOf(of.median_m, of.median_s, wording),
    over: wording.count(of.over_cap),
  });
}

export class SchoolList {
  readonly element = h('div', { class: 'desk-side school-list' });
  private readonly words = h('p', { class: 'field-hint', 'aria-live': 'polite' });
  private readonly ward = h('select', { class: 'field-input', id: 'ward', onchange: () => this.office.go({ ward: this.ward.value, school: '', pupil: '' }) });
  private readonly unplaced = h('button', { type: 'button', class: 'quiet unplaced', onclick: () => this.office.go({ school: UNPLACED, pupil: '' }) });
  private readonly schools: Table<SchoolSeats>;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
  ) {
    this.schools = table<SchoolSeats>(
      {
        caption: wording.say('schools'),
        key: ({ id }) => id,
        empty: wording.say('schools_none'),
        file: 'truong.csv',
        onChoose: ({ id }) => office.go({ school: id, pupil: '' }),
        columns: [
          { name: 'school', title: wording.say('school'), value: ({ name }) => name, show: shortName, width: '1fr' },
          {
            name: 'used',
            title: wording.say('used'),
            value: ({ placed, seats }) => (seats > 0 ? Math.round((1000 * placed) / seats) / 1000 : null),
            show: (school) => seatsUsed(school, wording),
            isNumber: true,
            width: '5.5rem',
          },
          {
            name: 'last',
            title: wording.say('last_short'),
            value: (school) => lastWay(school).metres ?? lastWay(school).seconds,
            show: (school) => wayOf(lastWay(school).metres, lastWay(school).seconds, wording),
            isNumber: true,
            width: '5rem',
          },
        ],
      },
      wording,
    );
    this.element.append(
      ...(office.session.role === 'officer' ? [this.pupilSearch()] : []),
      h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('ward')), this.ward),
      this.words,
      this.unplaced,
      this.schools.element,
    );
  }

  fillWards(wards: Ward[]): void {
    const { ward } = this.office.address().values;
    const option = (value: string, name: string) => h('option', { value, selected: value === (ward ?? '') }, name);
    this.ward.replaceChildren(option('', this.wording.say('all_wards')), ...wards.map(({ id, name }) => option(id, name)));
  }

  show(schools: SchoolSeats[], chosen: string, unplaced: number, of: Measures | null): void {
    this.words.textContent = wardWords(of, this.wording);
    this.unplaced.hidden = unplaced === 0 || this.office.session.role !== 'officer';
    this.unplaced.textContent = this.wording.say('unplaced_n', { n: this.wording.count(unplaced) });
    this.unplaced.setAttribute('aria-pressed', String(chosen === UNPLACED));
    this.schools.show(schools, chosen);
  }

  private pupilSearch(): HTMLElement {
    const { wording, office } = this;
    const input = h('input', { class: 'field-input', id: 'pupil-search', type: 'search', autocomplete: 'off' });
    input.value = office.address().values['q'] ?? '';
    const find = (event: Event) => {
      event.preventDefault();
      office.go({ q: input.value.trim(), school: '', pupil: '' });
    };
    return h(
      'form',
      { class: 'pupil-search', role: 'search', onsubmit: find },
      h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('find_pupil')), input),
      h('button', { type: 'submit', class: 'quiet' }, wording.say('search')),
    );
  }
}
