// The service tells each finding in one English sentence made for the command
// line. Here its pattern is known again and said as the page says things; a
// sentence that is not known stays as it came, without the name of the file.

import { fieldLabel, type Kind } from './import_kinds.ts';
import type { Sentence, Wording } from './wording.ts';

const PATTERNS: [RegExp, Sentence][] = [
  [/^has no column for (?<field>\w+);/, 'wrong_no_column'],
  [/^is empty$/, 'wrong_empty'],
  [/^"(?<text>.*)" is not a whole number from (?<least>\S+) to (?<most>\S+)$/, 'wrong_whole'],
  [/^"(?<text>.*)" is not a number from (?<least>\S+) to (?<most>\S+) with/, 'wrong_milli'],
  [/^"(?<text>.*)" is not a number$/, 'wrong_number'],
  [/^(?<text>\S+) is not from (?<least>\S+) to (?<most>\S+)$/, 'wrong_range'],
  [/^there is no year;/, 'wrong_no_year'],
  [/^there is no grade;/, 'wrong_no_grade'],
  [/^"(?<text>.*)" is not a year$/, 'wrong_year'],
  [/^there is no school "(?<text>.*)"$/, 'wrong_no_school'],
  [/^there is no ward "(?<text>.*)"$/, 'wrong_no_ward'],
  [/^there is no pupil "(?<text>.*)"$/, 'wrong_no_pupil'],
  [/^the position (?<text>.*) has .* swapped$/, 'wrong_swapped'],
  [/^the position (?<text>.*) lies (?<km>\d+) km outside the city$/, 'wrong_outside'],
  [/^rows (?<one>\d+) and (?<other>\d+) are both "(?<text>.*)"$/, 'wrong_twice'],
  [/^lives in "(?<text>.*)", which is not one of your wards$/, 'wrong_ward_of_others'],
  [/^lives in no known ward/, 'wrong_ward_unknown'],
  [/^this pupil is known from a ward/, 'wrong_pupil_of_others'],
  [/^a pupil is not its own/, 'wrong_own_sibling'],
  [/^row (?<one>\d+) has wish (?<text>\d+) of that pupil already$/, 'wrong_wish_twice'],
  [/^that pupil wishes for "(?<text>.*)" in row (?<one>\d+) already$/, 'wrong_wish_school_twice'],
  [/^"(?<text>.*)" is not a level;/, 'wrong_level'],
];

const NOTES: Record<string, Sentence> = {
  'home in no ward': 'note_no_ward',
  "sibling's school not on the map": 'note_sibling_school',
  'parent works in no ward of the city': 'note_work_ward',
  'outline repaired': 'note_outline',
};

// "hs.csv, row 3, grade (column "lop"): is empty; and 2 more" has its sentence
// after the place; the name of the file may hold anything.
function bare(sentence: string, file: string | null): string {
  const rest = file && sentence.startsWith(file) ? sentence.slice(file.length) : sentence;
  return rest
    .replace(/^, (row|feature) \d+(, \w+( \(column ".*?"\))?)?: /, '')
    .replace(/^:? /, '')
    .replace(/; and \d+ more$/, '');
}

export function findingWords(sentence: string, file: string | null, kind: Kind, wording: Wording): string {
  const told = bare(sentence, file);
  for (const [pattern, words] of PATTERNS) {
    const found = pattern.exec(told);
    if (!found) continue;
    const { field, ...values } = found.groups ?? {};
    return wording.say(words, { ...values, ...(field && { field: fieldLabel(kind, field, wording.language) }) });
  }
  return told;
}

export function noteWords(reason: string | null, wording: Wording): string {
  const known = reason === null ? undefined : NOTES[reason];
  return known ? wording.say(known) : (reason ?? '');
}
