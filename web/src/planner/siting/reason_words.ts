// Why a question could not be worked out. The service tells it in one English
// sentence made for the command line; here it is known again and said as the
// page says things, with what to do. One that is not known stays as it came.

import type { Sentence, Wording } from './wording.ts';

const PATTERNS: [RegExp, Sentence][] = [
  [/there is no public school "(?<text>.*)" of that level/, 'wrong_school'],
  [/there is no site "(?<text>.*)" to build on/, 'wrong_site'],
  [/has no public school of level/, 'wrong_no_school'],
  [/has no enrolment yet/, 'wrong_no_enrolment'],
  [/knows no entrants of grade/, 'wrong_no_entrants'],
  [/--year must be after (?<text>\d+)/, 'wrong_year'],
  [/pupils are more than the (?<text>\d+) that can be sited/, 'wrong_too_many'],
];

export function reasonWords(sentence: string, wording: Wording): string {
  for (const [pattern, words] of PATTERNS) {
    const found = pattern.exec(sentence);
    if (found) return wording.say(words, { text: found.groups?.['text'] ?? '' });
  }
  return wording.say('failed', { reason: sentence });
}
