// What a fan finds, in a sentence.

import type { Level } from '../../api/contract.ts';
import type { PlanningPupils } from '../../api/planning.ts';
import type { Wording } from '../wording.ts';
import type { Fan } from './fan.ts';

export function fanTitle(pupils: PlanningPupils, level: Level, grade: number | null, fan: Fan, year: number, wording: Wording): string {
  const place = pupils.subject === 'city' ? wording.say('whole_city') : (pupils.name.split(',')[0] ?? '');
  const what = grade === null ? wording.say(`level_word_${level}`) : wording.say('what_grade', { n: grade });
  const range = fan.ahead.find((one) => one.year === year);
  if (!range) return wording.say('fan_title_none', { place, what });
  const count = (n: number) => wording.count(n);
  return wording.say('fan_title', { place, what, year, median: count(range.median), low: count(range.low80), high: count(range.high80) });
}
