// Lists per school as workbooks, and letters for its families.

import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office } from '../../office/office.ts';
import { table } from '../../part/table.ts';
import { levelOfGrade, type Round } from '../rounds.ts';
import { readSchoolSeats, type SchoolSeats } from '../placing/school_seats.ts';
import type { Wording } from './wording.ts';

export function workbookAddress(round: string, school?: string): string {
  const query = school ? `?${new URLSearchParams({ school })}` : '';
  return `/v1/rounds/${encodeURIComponent(round)}/places.xlsx${query}`;
}

function actions(round: Round, school: SchoolSeats, onLetters: (school: SchoolSeats) => void, wording: Wording): HTMLElement {
  const letters = h(
    'button',
    {
      type: 'button',
      class: 'link',
      'data-letters': school.id,
      disabled: round.state !== 'in_force' || school.placed === 0,
      'aria-label': `${wording.say('letters')}: ${school.name}`,
      onclick: () => onLetters(school),
    },
    wording.say('letters'),
  );
  const workbook = { class: 'link', href: workbookAddress(round.round, school.id), download: '', 'data-workbook': school.id, 'aria-label': `${wording.say('workbook')}: ${school.name}` };
  return h('span', { class: 'list-actions' }, h('a', workbook, wording.say('workbook')), letters);
}

export function schoolLists(office: Office, wording: Wording, round: Round, onLetters: (school: SchoolSeats) => void): HTMLElement {
  const shown = table<SchoolSeats>(
    {
      caption: wording.say('lists'),
      key: ({ id }) => id,
      empty: wording.say('schools_none'),
      columns: [
        { name: 'school', title: wording.say('school'), value: ({ name }) => name, width: '3fr' },
        { name: 'ward', title: wording.say('ward'), value: ({ ward }) => ward, width: '2fr' },
        { name: 'placed', title: wording.say('pool_placed'), value: ({ placed }) => placed, show: ({ placed }) => wording.count(placed), isNumber: true, width: '6rem' },
        { name: 'actions', title: wording.say('lists_get'), value: () => null, show: (school) => actions(round, school, onLetters, wording), width: '13rem' },
      ],
    },
    wording,
  );
  readSchoolSeats(round.round, levelOfGrade(round.grade))
    .then((schools) => shown.show(schools))
    .catch((error: unknown) => office.fail(error));
  return h(
    'section',
    { class: 'publish-part' },
    h('h2', {}, wording.say('lists')),
    h('p', { class: 'field-hint' }, wording.say(round.state === 'in_force' ? 'lists_means' : 'lists_draft')),
    h('a', { class: 'quiet workbook-all', href: workbookAddress(round.round), download: '' }, icon('save'), wording.say('workbook_all')),
    shown.element,
  );
}
