// Who changes school between two plans, counted by ward, by school, by unit.

import { table, type Column } from '../../part/table.ts';
import type { Diff } from './plans.ts';
import type { PlanSheet } from './plan_sheet.ts';
import type { Wording } from './wording.ts';

export type ChangeView = 'ward' | 'school' | 'unit';

type WardRow = Diff['wards'][number];
type SchoolRow = Diff['schools'][number];
type UnitRow = Diff['units'][number];

interface ChangeTable {
  element: HTMLElement;
  draw(): void;
}

export function changeTables(sheet: PlanSheet, diff: Diff, wording: Wording): Record<ChangeView, ChangeTable> {
  const schoolName = (id: string | null) => (id === null ? wording.say('no_school') : (sheet.ground.schools.get(id)?.name ?? id));
  const wardName = (id: string | null) => (id === null ? wording.say('unknown') : (sheet.ground.wards.get(id) ?? id));
  const unitName = (id: string) => sheet.units.names[sheet.place.get(id) ?? -1] ?? id;
  function number<Row>(name: string, title: string, value: (row: Row) => number, isSigned = false): Column<Row> {
    return { name, title, value, show: (row) => (isSigned ? wording.change(value(row)) : wording.count(value(row))), isNumber: true, width: '7rem' };
  }
  function made<Row>(caption: string, file: string, key: (row: Row) => string, columns: Column<Row>[], rows: Row[], by: string): ChangeTable {
    const built = table<Row>({ caption, file, key, columns, empty: wording.say('no_changes') }, wording);
    built.sort(by, true);
    return { element: built.element, draw: () => built.show(rows) };
  }
  return {
    ward: made<WardRow>(
      wording.say('by_ward'),
      'doi-truong-theo-phuong.csv',
      ({ ward }) => ward ?? '',
      [
        { name: 'ward', title: wording.say('ward'), value: ({ ward }) => wardName(ward), width: '2fr' },
        number<WardRow>('units', wording.say('moved_units'), ({ units }) => units),
        number<WardRow>('entrants', wording.say('moved_entrants'), ({ entrants }) => entrants),
      ],
      diff.wards,
      'entrants',
    ),
    school: made<SchoolRow>(
      wording.say('by_school'),
      'doi-truong-theo-truong.csv',
      ({ school }) => school,
      [
        { name: 'school', title: wording.say('school'), value: ({ school }) => schoolName(school), width: '2fr' },
        number<SchoolRow>('leaving', wording.say('leaving'), ({ entrants_leaving }) => entrants_leaving),
        number<SchoolRow>('joining', wording.say('joining'), ({ entrants_joining }) => entrants_joining),
        number<SchoolRow>('balance', wording.say('balance'), ({ entrants_joining, entrants_leaving }) => entrants_joining - entrants_leaving, true),
      ],
      diff.schools,
      'leaving',
    ),
    unit: made<UnitRow>(
      wording.say('by_unit'),
      'doi-truong-theo-don-vi.csv',
      ({ unit }) => unit,
      [
        { name: 'unit', title: wording.say('c_unit'), value: ({ unit }) => unitName(unit), width: '1.4fr' },
        number<UnitRow>('entrants', wording.say('c_entrants'), ({ entrants }) => entrants),
        { name: 'from', title: wording.say('from_school'), value: ({ from }) => schoolName(from), width: '1.8fr' },
        { name: 'to', title: wording.say('to_school'), value: ({ to }) => schoolName(to), width: '1.8fr' },
      ],
      diff.units,
      'entrants',
    ),
  };
}
