// Which grade and year, in the address; shared by placing and publishing.

import type { Office } from '../../office/office.ts';
import { h } from '../../element.ts';
import { ENTRY_GRADE, LEVELS } from '../../level_shape.ts';
import { segmentSwitch } from '../../part/switch.ts';
import { levelOfGrade } from '../rounds.ts';
import type { Wording } from './wording.ts';

export interface Choice {
  grade: number;
  year: number;
}

function gradesOf(office: Office): number[] {
  return office.city.levels.map((level) => ENTRY_GRADE[level]);
}

export function readChoice(office: Office, years: number[]): Choice {
  const { grade, level, year } = office.address().values;
  const grades = gradesOf(office);
  const asked = LEVELS.find((one) => one === level); // as the step of zones has it
  const chosen = Number(grade ?? (asked ? ENTRY_GRADE[asked] : NaN));
  return { grade: grades.includes(chosen) ? chosen : (grades[0] ?? 1), year: Number(year) || (years[0] ?? new Date().getFullYear()) };
}

/** Grade as segments, year as a list; what is chosen of another grade is left behind. */
export function choiceBar(office: Office, wording: Wording, choice: Choice, years: number[]): HTMLElement {
  const forget = { round: '', school: '', pupil: '', before: '' };
  const segments = gradesOf(office).map((grade) => ({ name: String(grade), label: wording.say('grade', { n: grade }) }));
  const grades = segmentSwitch('grade', wording.say('choose_grade'), segments, (grade) => office.go({ ...forget, grade, level: levelOfGrade(Number(grade)) }));
  grades.show(String(choice.grade));
  const all = years.includes(choice.year) ? years : [choice.year, ...years];
  const year = h(
    'select',
    { class: 'field-input', id: 'year', onchange: () => office.go({ ...forget, year: year.value }) },
    ...all.map((one) =>
      h('option', { value: one, selected: one === choice.year }, wording.say('school_year', { from: one, to: one + 1 })),
    ),
  );
  return h('div', { class: 'choice-bar' }, grades.element, h('label', { class: 'choice-year' }, h('span', {}, wording.say('choose_year')), year));
}
