// One letter: to which school, by which way, why, and how the family looks at it
// and contests it.

import type { Route } from '../../api/contract.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import type { Letter, Letters } from './letters.ts';
import type { Wording } from './wording.ts';

const FAMILY_PAGE = '/family';

/** "Đi bộ 620 m, 8 phút: Đường số 4 200 m, Lê Lợi 420 m." */
export function wayInWords({ properties }: Route, wording: Wording): string {
  const { distance_m, duration_s, streets, profile } = properties;
  if (distance_m === null) return wording.say('letter_no_way');
  const named = streets.filter(({ length_m }) => length_m > 0);
  const legs = named.map(({ name, length_m }) => `${name || wording.say('letter_lane')} ${wording.distance(length_m)}`);
  const values = { by: wording.by(profile), way: wording.distance(distance_m), time: wording.duration(duration_s ?? 0), streets: legs.join(' → ') };
  return wording.say(legs.length > 0 ? 'letter_way' : 'letter_way_short', values);
}

function line(term: string, ...words: (string | Node | null)[]): HTMLElement {
  return h('div', { class: 'letter-line' }, h('dt', {}, term), h('dd', {}, ...words.filter((one) => one !== null)));
}

function contestWords({ window }: Letters, wording: Wording): string {
  if (!window?.opens || !window.closes) return wording.say('letter_no_window');
  return wording.say('letter_window', { from: wording.date(window.opens), to: wording.date(window.closes) });
}

export function letterPage(letter: Letter, letters: Letters, office: Office, wording: Wording): HTMLElement {
  const { school, grade, year } = letters;
  const way = letters.ways.get(letter.pupil);
  const born = letter.birth_year === null ? '' : ` (${wording.say('pupil_born', { year: letter.birth_year })})`;
  return h(
    'article',
    { class: 'letter', 'data-pupil': letter.pupil },
    h('p', { class: 'letter-from' }, office.city.name),
    h('h3', { class: 'letter-title' }, wording.say('letter_title', { grade, year: wording.say('school_year', { from: year, to: year + 1 }) })),
    h(
      'dl',
      {},
      line(wording.say('letter_child'), h('strong', {}, letter.name ?? letter.pupil), born),
      line(wording.say('pupil_code'), letter.pupil),
      line(wording.say('letter_school'), h('strong', { class: 'letter-school' }, school.name), school.address && h('br'), school.address),
      way ? line(wording.say('letter_way_title'), wayInWords(way, wording)) : '',
      line(wording.say('letter_how'), letter.how),
    ),
    h(
      'div',
      { class: 'letter-code' },
      h('p', {}, wording.say('letter_code')),
      h('p', { class: 'code' }, letter.code),
      h('p', {}, wording.say('letter_open', { address: `${location.host}${FAMILY_PAGE}` })),
    ),
    h('p', {}, contestWords(letters, wording)),
    h('p', { class: 'letter-foot' }, wording.say('letter_private'), office.city.is_sample ? ` ${wording.say('sample')}.` : ''),
  );
}
