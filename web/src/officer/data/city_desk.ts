// What planners and administrators see of the data: no children, but what the
// city has and lacks, ward by ward.

import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { table, type Column } from '../../part/table.ts';
import { readUnitCount } from '../../api/units.ts';
import { readCapacity, type Capacity, type PlaceCapacity } from './city_counts.ts';
import { countRow, importLink } from './pupil_todo.ts';
import type { Wording } from './wording.ts';

function unknownRooms({ schools, schools_told }: PlaceCapacity): number {
  return schools - schools_told;
}

function columns(wording: Wording): Column<PlaceCapacity>[] {
  const number = (name: string, title: string, value: (place: PlaceCapacity) => number): Column<PlaceCapacity> => ({
    name,
    title,
    value,
    show: (place) => wording.count(value(place)),
    isNumber: true,
    width: '7.5rem',
  });
  return [
    { name: 'name', title: wording.say('ward'), value: ({ name }) => name, width: '2fr' },
    number('schools', wording.say('places_schools'), ({ schools }) => schools),
    number('seats', wording.say('seats'), ({ seats }) => seats),
    number('rooms', wording.say('places_rooms'), ({ rooms }) => rooms),
    number('needed', wording.say('places_needed'), ({ rooms_needed }) => rooms_needed),
    number('shortage', wording.say('places_shortage'), ({ shortage }) => shortage),
    number('unknown', wording.say('places_unknown'), unknownRooms),
  ];
}

function toDo(capacity: Capacity, units: number, wording: Wording): HTMLElement[] {
  const { place, wards = [], enrolment_year } = capacity;
  const without = wards.filter(({ schools, seats }) => schools > 0 && seats === 0).length;
  const rows = [
    unknownRooms(place) > 0 && countRow(wording.say('todo_rooms_unknown'), wording.count(unknownRooms(place))),
    without > 0 && countRow(wording.say('todo_no_seats'), wording.count(without)),
    units === 0 && countRow(wording.say('todo_no_units'), ''),
    enrolment_year === null && countRow(wording.say('todo_no_enrolment'), ''),
  ].filter((row): row is HTMLElement => row !== false);
  return rows.length > 0 ? rows : [h('li', { class: 'data-row' }, wording.say('to_do_none'))];
}

function loaded({ counts }: Office['city'], { place, enrolment_year }: Capacity, units: number, wording: Wording): HTMLElement[] {
  const pupils = place.now.reduce((sum, now) => sum + (now.pupils ?? 0), 0);
  const year = enrolment_year === null ? '' : wording.say('school_year', { from: enrolment_year, to: enrolment_year + 1 });
  return [
    countRow(wording.say('loaded_schools'), wording.count(counts.schools)),
    countRow(wording.say('loaded_wards'), wording.count(counts.wards)),
    countRow(wording.say('loaded_units'), wording.count(units)),
    countRow(wording.say('loaded_streets'), wording.count(counts.streets)),
    countRow(wording.say('loaded_seats'), wording.count(place.seats)),
    countRow(wording.say('loaded_rooms'), wording.count(place.rooms)),
    ...(year ? [countRow(wording.say('loaded_enrolment', { year }), wording.count(pupils))] : []),
  ];
}

export async function openCityDesk(office: Office, wording: Wording): Promise<Part> {
  const [capacity, units] = await Promise.all([readCapacity(), readUnitCount()]);
  const places = table<PlaceCapacity>(
    {
      caption: wording.say('places_title'),
      columns: columns(wording),
      key: ({ id, name }) => id ?? name,
      empty: wording.say('places_none'),
      file: wording.say('csv_places'),
    },
    wording,
  );
  places.show(capacity.wards ?? []);
  const mayImport = office.session.role === 'planner';
  const element = h(
    'div',
    { class: 'desk data-desk is-city' },
    h(
      'div',
      { class: 'desk-side data-left' },
      h(
        'div',
        { class: 'data-side' },
        mayImport ? importLink(office, wording) : h('p', { class: 'field-hint' }, wording.say('import_not_yours')),
        h('section', {}, h('h2', {}, wording.say('to_do')), h('ul', { class: 'data-rows' }, ...toDo(capacity, units, wording))),
        h('section', {}, h('h2', {}, wording.say('loaded')), h('ul', { class: 'data-rows' }, ...loaded(office.city, capacity, units, wording))),
      ),
    ),
    h('section', { class: 'data-middle' }, h('h2', {}, wording.say('places_title')), places.element),
  );
  return { element };
}
