// One school of a round: its seats pool by pool, who was the last it took, and
// its pupils.

import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { table } from '../../part/table.ts';
import type { Pupil } from '../pupils.ts';
import type { Pool } from '../rounds.ts';
import type { SchoolSeats } from './school_seats.ts';
import { wayOf, type Wording } from './wording.ts';

function fact(name: string, value: string): HTMLElement {
  return h('div', { class: 'fact' }, h('dt', {}, name), h('dd', {}, value));
}

function poolFacts(pool: Pool, wording: Wording): HTMLElement {
  const free = Math.max(0, pool.seats - pool.placed);
  const last = wayOf(pool.last_m, pool.last_s, wording);
  return h(
    'div',
    { class: 'pool' },
    pool.programme && h('h3', {}, wording.say('pool_programme', { name: pool.programme })),
    h(
      'dl',
      { class: 'facts' },
      fact(wording.say('seats'), wording.count(pool.seats)),
      fact(wording.say('pool_placed'), wording.count(pool.placed)),
      fact(wording.say('pool_free'), wording.count(free)),
      pool.last_score !== null && fact(wording.say('pool_last_score'), wording.decimal(pool.last_score, 2)),
      fact(wording.say('pool_last'), last),
    ),
    h(
      'p',
      { class: 'field-hint' },
      pool.is_full
        ? wording.say('pool_full', { group: pool.last_group_name ?? '–', way: last })
        : wording.say('pool_open', { n: wording.count(free) }),
    ),
  );
}

export interface SchoolTold {
  school: SchoolSeats;
  /** Null while they are asked for, or where this person may not see any. */
  pupils: Pupil[] | null;
  /** How many are there or would rather be; null where not known. */
  wanted: number | null;
}

function demand({ school, wanted }: SchoolTold, wording: Wording): HTMLElement | false {
  if (wanted === null) return false;
  return h(
    'dl',
    { class: 'facts demand' },
    fact(wording.say('school_wanted'), wording.count(wanted)),
    fact(wording.say('school_waiting'), wording.count(Math.max(0, wanted - school.placed))),
  );
}

export function schoolBox(told: SchoolTold, office: Office, wording: Wording): HTMLElement {
  const { school, pupils } = told;
  const others = pupils ? school.placed - pupils.length : 0;
  return h(
    'div',
    { class: 'school-box', 'data-school': school.id },
    h('h2', { tabindex: -1 }, school.name),
    h('p', { class: 'field-hint' }, school.ward),
    ...school.pools.map((pool) => poolFacts(pool, wording)),
    demand(told, wording),
    office.session.role === 'officer' && h('h3', {}, wording.say('pupils_placed')),
    office.session.role === 'officer' && !pupils && h('p', { class: 'waiting-card', role: 'status' }, wording.say('loading')),
    pupils && pupilTable(pupils, wording.say('pupils_none'), office, wording),
    others > 0 && h('p', { class: 'field-hint' }, wording.say('pupils_others', { n: wording.count(others) })),
    office.session.role !== 'officer' && h('p', { class: 'field-hint' }, wording.say('pupils_not_yours')),
  );
}

export function pupilTable(pupils: Pupil[], empty: string, office: Office, wording: Wording): HTMLElement {
  const hasNames = pupils.some(({ name }) => name !== null);
  const shown = table<Pupil>(
    {
      caption: wording.say('pupils'),
      key: ({ id }) => id,
      empty,
      file: 'hoc-sinh.csv',
      onChoose: ({ id }) => office.go({ pupil: id }),
      columns: [
        ...(hasNames ? [{ name: 'name', title: wording.say('pupil_name'), value: ({ name }: Pupil) => name, width: '1fr' }] : []),
        { name: 'pupil', title: wording.say('pupil_code'), value: ({ id }) => id, width: hasNames ? '6.5rem' : '1fr' },
        {
          name: 'way',
          title: wording.say('way'),
          value: ({ placement }) => placement?.distance_m,
          show: ({ placement }) => wayOf(placement?.distance_m, null, wording),
          isNumber: true,
          width: '5rem',
        },
        { name: 'group', title: wording.say('group'), value: ({ placement }) => placement?.group, isNumber: true, width: '4rem' },
      ],
    },
    wording,
  );
  shown.show(pupils);
  return shown.element;
}
