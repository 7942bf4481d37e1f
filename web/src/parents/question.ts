// What the parent asks, as the page's address: a link to it asks the same
// again. It stands after the #, which browsers do not send to servers.
//
//     #/?at=106.688100,10.772400&place=12+Lê+Lợi&level=primary&school=w123

import type { Level, LonLat, Profile } from '../api/contract.ts';
import { formatLonLat } from '../api/service.ts';
import { LEVELS } from '../level_shape.ts';
import type { Language } from '../text/wording.ts';

export interface Question {
  at: LonLat | null;
  /** What the parent typed or chose to say where home is. */
  place: string | null;
  level: Level;
  /** The school whose way is shown. */
  school: string | null;
  profile: Profile;
  language: Language;
}

function parseLonLat(text: string | null): LonLat | null {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!match) return null;
  const [lon, lat] = [Number(match[1]), Number(match[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

/** Whatever is missing or makes no sense in the address gets its default. */
export function parseQuestion(hash: string): Question {
  const values = new URLSearchParams(hash.replace(/^#\/?\??/, ''));
  const at = parseLonLat(values.get('at'));
  return {
    at,
    place: at ? values.get('place') : null,
    level: LEVELS.find((level) => level === values.get('level')) ?? 'primary',
    school: values.get('school'),
    profile: values.get('profile') === 'motorbike' ? 'motorbike' : 'walk',
    language: values.get('lang') === 'en' ? 'en' : 'vi',
  };
}

export function formatQuestion(question: Question): string {
  const values = new URLSearchParams();
  if (question.at) values.set('at', formatLonLat(question.at));
  if (question.at && question.place) values.set('place', question.place);
  values.set('level', question.level);
  if (question.school) values.set('school', question.school);
  if (question.profile !== 'walk') values.set('profile', question.profile);
  if (question.language !== 'vi') values.set('lang', question.language);
  return `#/?${values.toString().replaceAll('%2C', ',')}`;
}

/** Do both ask for the same schools (and not only for another way to them)? */
export function asksTheSame(one: Question, other: Question): boolean {
  return (
    one.level === other.level &&
    one.profile === other.profile &&
    (one.at === other.at || (one.at !== null && other.at !== null && formatLonLat(one.at) === formatLonLat(other.at)))
  );
}
