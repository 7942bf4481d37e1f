// What the map says, as two tables: a row a zone, a row a unit. Units are found
// by name and ward. While one paints, Enter on a unit's row paints it.

import { h } from '../../element.ts';
import { segmentSwitch } from '../../part/switch.ts';
import { table, type Table } from '../../part/table.ts';
import { fold, hasWords } from '../../text/fold.ts';
import { NO_SCHOOL } from './no_school.ts';
import type { PlanSheet } from './plan_sheet.ts';
import type { Wording } from './wording.ts';

export type TableName = 'zones' | 'units';

export interface TableHandlers {
  onZone(school: number): void;
  onUnit(unit: number): void;
  onTable(name: TableName): void;
}

function zoneTable(sheet: PlanSheet, wording: Wording, onZone: (school: number) => void): Table<number> {
  const zone = (place: number) => sheet.zones[place];
  const seating = (place: number) => sheet.seating(place);
  const over = (place: number) => seating(place).entrants - seating(place).seats;
  const pieces = (place: number) => zone(place)?.pieces ?? 0;
  return table<number>(
    {
      caption: wording.say('zones_caption'),
      columns: [
        { name: 'school', title: wording.say('school'), value: (place) => sheet.schoolName(place), width: '17rem' },
        { name: 'entrants', title: wording.say('c_entrants'), value: (place) => seating(place).entrants, show: (place) => wording.count(seating(place).entrants), isNumber: true, width: '4.5rem' },
        { name: 'seats', title: wording.say('m_seats'), value: (place) => seating(place).seats, show: (place) => wording.count(seating(place).seats), isNumber: true, width: '5rem' },
        {
          name: 'over',
          title: wording.say('balance'),
          value: over,
          show: (place) => h('span', { class: over(place) > 0 ? 'is-bad' : null }, over(place) > 0 ? wording.say('over_by', { n: wording.count(over(place)) }) : wording.say('spare', { n: wording.count(-over(place)) })),
          isNumber: true,
          width: '6rem',
        },
        { name: 'mean', title: wording.say('c_mean'), value: (place) => zone(place)?.mean_way_m, show: (place) => (zone(place) ? wording.distance(zone(place)?.mean_way_m ?? 0) : '–'), isNumber: true, width: '6rem' },
        { name: 'farthest', title: wording.say('c_farthest'), value: (place) => zone(place)?.farthest_m, show: (place) => (zone(place) ? wording.distance(zone(place)?.farthest_m ?? 0) : '–'), isNumber: true, width: '6rem' },
        { name: 'units', title: wording.say('m_units'), value: (place) => seating(place).units, show: (place) => wording.count(seating(place).units), isNumber: true, width: '5rem' },
        { name: 'state', title: wording.say('c_state'), value: pieces, show: (place) => (pieces(place) > 1 ? h('span', { class: 'is-bad' }, wording.say('cut_in', { n: pieces(place) })) : ''), width: '6.5rem' },
      ],
      key: (place) => sheet.units.schools[place] ?? '',
      onChoose: onZone,
      empty: wording.say('zones_empty'),
      file: 'dia-ban.csv',
    },
    wording,
  );
}

function unitTable(sheet: PlanSheet, wording: Wording, onUnit: (unit: number) => void): Table<number> {
  const school = (unit: number) => sheet.school[unit] ?? NO_SCHOOL;
  const schoolName = (unit: number) => (school(unit) < 0 ? wording.say('no_school') : sheet.schoolName(school(unit)));
  return table<number>(
    {
      caption: wording.say('units_caption'),
      columns: [
        { name: 'unit', title: wording.say('c_unit'), value: (unit) => sheet.units.names[unit] ?? '', width: '1.5fr' },
        { name: 'ward', title: wording.say('ward'), value: (unit) => sheet.wardName(unit), width: '1.2fr' },
        { name: 'entrants', title: wording.say('c_entrants'), value: (unit) => sheet.units.entrants[unit] ?? 0, show: (unit) => wording.count(sheet.units.entrants[unit] ?? 0), isNumber: true, width: '4.5rem' },
        { name: 'school', title: wording.say('school'), value: schoolName, show: (unit) => h('span', { class: school(unit) < 0 ? 'is-bad' : null }, schoolName(unit)), width: '2fr' },
        { name: 'locked', title: wording.say('locked'), value: (unit) => (sheet.locked[unit] ? wording.say('locked') : ''), width: '4.5rem' },
      ],
      key: (unit) => sheet.units.units[unit] ?? '',
      onChoose: onUnit,
      empty: wording.say('units_empty'),
      file: 'don-vi.csv',
    },
    wording,
  );
}

export class PlanTables {
  readonly element: HTMLElement;
  private readonly zones: Table<number>;
  private readonly units: Table<number>;
  private readonly find: HTMLInputElement;
  private readonly which;
  private readonly names: string[];
  private shown: TableName = 'zones';
  private isDue = false;
  private chosen = { zone: NO_SCHOOL, unit: -1 };

  constructor(
    private readonly sheet: PlanSheet,
    wording: Wording,
    handlers: TableHandlers,
  ) {
    this.zones = zoneTable(sheet, wording, handlers.onZone);
    this.units = unitTable(sheet, wording, handlers.onUnit);
    const segments = [
      { name: 'zones' as const, label: wording.say('table_zones', { n: wording.count(sheet.units.schools.length) }) },
      { name: 'units' as const, label: wording.say('table_units', { n: wording.count(sheet.units.units.length) }) },
    ];
    this.which = segmentSwitch<TableName>('plan-table', wording.say('tables'), segments, handlers.onTable);
    this.names = sheet.units.names.map((name, unit) => fold(`${name} ${sheet.wardName(unit)}`));
    const hint = wording.say('find_unit');
    this.find = h('input', { class: 'field-input plan-find', id: 'plan-find', type: 'search', autocomplete: 'off', placeholder: hint, 'aria-label': hint, oninput: () => this.drawSoon() });
    this.element = h('section', { class: 'plan-tables', 'aria-label': wording.say('tables') }, h('div', { class: 'plan-tables-head' }, this.which.element, this.find), this.zones.element, this.units.element);
    this.open('zones');
  }

  open(name: TableName): void {
    this.shown = name;
    this.which.show(name);
    this.zones.element.hidden = name !== 'zones';
    this.units.element.hidden = name !== 'units';
    this.find.hidden = name !== 'units';
    this.draw();
  }

  choose(zone: number, unit: number): void {
    this.chosen = { zone, unit };
    this.drawSoon();
  }

  // What is chosen changes as a whole address does, in several steps.
  private drawSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.draw();
    });
  }

  draw(): void {
    const { sheet, chosen } = this;
    if (this.shown === 'zones') this.zones.show([...sheet.zones.keys()], sheet.units.schools[chosen.zone] ?? null);
    else this.units.show(this.unitsFound(), sheet.units.units[chosen.unit] ?? null);
  }

  private unitsFound(): number[] {
    const all = [...this.sheet.school.keys()];
    const typed = this.find.value.trim();
    return typed === '' ? all : all.filter((unit) => hasWords(this.names[unit] ?? '', typed));
  }
}
