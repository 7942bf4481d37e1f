// What the map says, and more, as a table of wards.

import type { PlanningPlace, PlanningRooms } from '../../api/planning.ts';
import { table, type Column, type Table } from '../../part/table.ts';
import { needOf, rateOf, shortName } from '../findings.ts';
import type { Wording } from '../wording.ts';

type Row = PlanningPlace;

const WIDE = 'minmax(7rem, 1fr)';

function columns(rooms: PlanningRooms, yearOf: () => number, wording: Wording): Column<Row>[] {
  const count = (name: string, title: string, value: (row: Row) => number | null | undefined, digits = 0): Column<Row> => ({
    name,
    title,
    isNumber: true,
    width: 'minmax(4.75rem, 1fr)',
    value: (row) => value(row) ?? null,
    show: (row) => {
      const n = value(row);
      return n === null || n === undefined ? '–' : wording.decimal(n, digits);
    },
  });
  const need = (row: Row) => needOf(row, yearOf());
  return [
    { name: 'ward', title: wording.say('ward'), width: 'minmax(9rem, 2fr)', value: (row) => shortName(row, rooms) },
    count('shortage', wording.say('missing_rooms'), (row) => need(row)?.shortage),
    count('needed', wording.say('needed_rooms'), (row) => need(row)?.rooms_needed),
    {
      name: 'range',
      title: wording.say('needed_range'),
      isNumber: true,
      width: WIDE,
      value: (row) => need(row)?.rooms_high80 ?? null,
      show: (row) => {
        const { rooms_low80: low, rooms_high80: high } = need(row) ?? {};
        return low === undefined || high === undefined ? '–' : `${wording.count(low)}–${wording.count(high)}`;
      },
    },
    count('rooms', wording.say('present_rooms'), (row) => need(row)?.rooms),
    count('surplus', wording.say('surplus_rooms'), (row) => need(row)?.surplus),
    count('rate', wording.say('rate'), (row) => rateOf(row, yearOf()), 1),
    count('class_size', wording.say('class_size'), (row) => need(row)?.class_size, 1),
  ];
}

/** A table of the wards in one year; made anew when the level changes. */
export function roomsTable(rooms: PlanningRooms, yearOf: () => number, wording: Wording, onChoose: (ward: string) => void): Table<Row> {
  const level = wording.say(`level_word_${rooms.level}`);
  const year = yearOf();
  const made = table<Row>(
    {
      caption: wording.say('years_table', { level, year: wording.say('school_year', { from: year, to: year + 1 }) }),
      columns: columns(rooms, yearOf, wording),
      key: (row) => row.id ?? '',
      onChoose: (row) => onChoose(row.id ?? ''),
      empty: wording.say('years_table_empty'),
      file: `rooms-${rooms.level}-${year}.csv`,
    },
    wording,
  );
  made.sort('shortage', true);
  return made;
}
