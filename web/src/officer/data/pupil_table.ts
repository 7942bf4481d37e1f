// The children looked at, as a table: what the map shows, in words.

import { table, type Table } from '../../part/table.ts';
import type { Pupil } from './pupil.ts';
import type { Known } from './pupil_desk.ts';
import type { Wording } from './wording.ts';

export function pupilTable(known: Known, wording: Wording, onChoose: (pupil: Pupil) => void): Table<Pupil> {
  const { ward } = known.names;
  const told = ({ id }: Pupil) =>
    (known.signals.signals.get(id) ?? []).map(({ kind, review }) => `${review ? '✓ ' : ''}${wording.say(`signal_${kind}`)}`).join('; ');
  return table(
    {
      caption: wording.say('pupil_table'),
      empty: wording.say('filter_none'),
      file: wording.say('csv_pupils'),
      key: ({ id }: Pupil) => id,
      onChoose,
      columns: [
        { name: 'id', title: wording.say('column_id'), value: ({ id }: Pupil) => id, width: '7rem' },
        { name: 'name', title: wording.say('column_name'), value: ({ name }: Pupil) => name, width: '1.3fr' },
        { name: 'grade', title: wording.say('column_grade'), value: ({ grade }: Pupil) => grade, isNumber: true, width: '4.5rem' },
        { name: 'ward', title: wording.say('column_ward'), value: (pupil: Pupil) => pupil.ward && ward(pupil.ward), width: '1.1fr' },
        { name: 'address', title: wording.say('column_address'), value: ({ address }: Pupil) => address, width: '1.8fr' },
        { name: 'birth_year', title: wording.say('column_birth_year'), value: ({ birth_year }: Pupil) => birth_year, isNumber: true, width: '6rem' },
        { name: 'signals', title: wording.say('column_signals'), value: told, width: '1.4fr' },
      ],
    },
    wording,
  );
}
