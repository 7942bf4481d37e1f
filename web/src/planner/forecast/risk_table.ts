// Schools about to overflow, as the service ranks them: the likeliest first.

import type { PlanningRooms, PlanningSchool } from '../../api/planning.ts';
import type { Level } from '../../api/contract.ts';
import { h } from '../../element.ts';
import { table, type Column } from '../../part/table.ts';
import type { Wording } from '../wording.ts';

const LIKELY = 0.5;

interface Ranked {
  rank: number;
  school: PlanningSchool;
}

/** No forecast is sure, however many digits it has. */
export function chanceWords(chance: number | null, wording: Wording): string {
  if (chance === null) return wording.say('unknown');
  if (chance > 0.99) return `>${wording.share(0.99)}`;
  return chance < 0.01 ? `<${wording.share(0.01)}` : wording.share(chance);
}

export function riskFinding(schools: PlanningSchool[], level: Level, year: number, wording: Wording): string {
  const likely = schools.filter(({ need }) => (need.overflow_chance ?? 0) >= LIKELY);
  const values = { year: wording.say('school_year', { from: year, to: year + 1 }), level: wording.say(`level_word_${level}`) };
  const [first] = likely;
  if (!first) return wording.say('risk_none', values);
  const chance = chanceWords(first.need.overflow_chance, wording);
  return wording.say('risk_finding', { ...values, n: wording.count(likely.length), school: first.name, chance });
}

function chanceBar(chance: number | null, wording: Wording): HTMLElement {
  const bar = h('span', { class: 'chance-bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--part', String(chance ?? 0));
  return h('span', { class: 'chance' }, bar, chanceWords(chance, wording));
}

function columns(wording: Wording): Column<Ranked>[] {
  const count = (n: number | null) => (n === null ? '–' : wording.count(n));
  return [
    { name: 'rank', title: wording.say('rank'), isNumber: true, width: 'minmax(3.75rem, 0.5fr)', value: ({ rank }) => rank },
    { name: 'school', title: wording.say('school'), width: 'minmax(12rem, 3fr)', value: ({ school }) => school.name, show: ({ school }) => h('span', { title: school.name }, school.name) },
    {
      name: 'chance',
      title: wording.say('risk_chance'),
      isNumber: true,
      width: 'minmax(7rem, 1fr)',
      value: ({ school }) => school.need.overflow_chance,
      show: ({ school }) => chanceBar(school.need.overflow_chance, wording),
    },
    { name: 'pupils', title: wording.say('pupils'), isNumber: true, width: 'minmax(4.75rem, 1fr)', value: ({ school }) => Math.round(school.need.pupils.median), show: ({ school }) => count(school.need.pupils.median) },
    {
      name: 'range',
      title: wording.say('risk_range'),
      isNumber: true,
      width: 'minmax(7.5rem, 1fr)',
      value: ({ school }) => Math.round(school.need.pupils.high80),
      show: ({ school }) => `${count(school.need.pupils.low80)}–${count(school.need.pupils.high80)}`,
    },
    { name: 'places', title: wording.say('risk_places'), isNumber: true, width: 'minmax(4.75rem, 1fr)', value: ({ school }) => school.need.places, show: ({ school }) => count(school.need.places) },
    { name: 'shortage', title: wording.say('missing_rooms'), isNumber: true, width: 'minmax(4.75rem, 1fr)', value: ({ school }) => (school.need.rooms === null ? null : school.need.shortage), show: ({ school }) => (school.need.rooms === null ? '–' : count(school.need.shortage)) },
    { name: 'ward', title: wording.say('ward'), width: 'minmax(8rem, 2fr)', value: ({ school }) => school.ward_name?.split(',')[0] },
  ];
}

export function riskTable(
  rooms: PlanningRooms,
  year: number,
  schools: PlanningSchool[],
  chosen: string,
  wording: Wording,
  onChoose: (school: PlanningSchool) => void,
): HTMLElement {
  const level = wording.say(`level_word_${rooms.level}`);
  const made = table<Ranked>(
    {
      caption: wording.say('risk_table', { level, year: wording.say('school_year', { from: year, to: year + 1 }) }),
      columns: columns(wording),
      key: ({ school }) => school.id,
      onChoose: ({ school }) => onChoose(school),
      empty: wording.say('risk_empty'),
      file: `overflow-${rooms.level}-${year}.csv`,
    },
    wording,
  );
  made.show(
    schools.map((school, n) => ({ rank: n + 1, school })),
    chosen || null,
  );
  return made.element;
}
