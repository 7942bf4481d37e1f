// Whose pupils: the city, a ward, or a school of it; and of which grade.

import { h } from '../../element.ts';
import { ENTRY_GRADE, LEVELS } from '../../level_shape.ts';
import type { Level } from '../../api/contract.ts';
import type { PlanningRooms, PlanningSchool } from '../../api/planning.ts';
import { shortName } from '../findings.ts';
import type { PlannerQuestion } from '../planner_question.ts';
import type { Wording } from '../wording.ts';

interface Choice {
  value: string;
  label: string;
}

const LAST_GRADE = 12;

export function gradesOf(level: Level): number[] {
  const next = LEVELS[LEVELS.indexOf(level) + 1];
  const last = next ? ENTRY_GRADE[next] - 1 : LAST_GRADE;
  return Array.from({ length: last - ENTRY_GRADE[level] + 1 }, (_, n) => ENTRY_GRADE[level] + n);
}

function choose(id: string, label: string, choices: Choice[], chosen: string, onChoose: (value: string) => void): HTMLElement {
  const select = h(
    'select',
    { id, class: 'field-input', onchange: () => onChoose(select.value) },
    ...choices.map(({ value, label: words }) => h('option', { value, selected: value === chosen }, words)),
  );
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), select);
}

export function placePicker(
  question: PlannerQuestion,
  rooms: PlanningRooms,
  schools: PlanningSchool[],
  wording: Wording,
  onGo: (values: Record<string, string>) => void,
): HTMLElement {
  const { ward, school, level, grade } = question;
  const wards = rooms.wards.map((one) => ({ value: one.id ?? '', label: shortName(one, rooms) }));
  const byName = (one: Choice, other: Choice) => one.label.localeCompare(other.label, 'vi', { numeric: true });
  const within = schools.filter((one) => !ward || one.ward === ward).map(({ id, name }) => ({ value: id, label: name }));
  const grades = gradesOf(level).map((n) => ({ value: String(n), label: wording.say('grade', { n }) }));
  const hasGrades = !ward || school !== '';
  return h(
    'div',
    { class: 'place-picker' },
    choose('place-ward', wording.say('ward'), [{ value: '', label: wording.say('whole_city') }, ...wards.sort(byName)], ward, (value) => onGo({ ward: value, school: '' })),
    choose('place-school', wording.say('school'), [{ value: '', label: wording.say('school_all') }, ...within.sort(byName)], school, (value) => onGo({ school: value })),
    hasGrades &&
      choose('place-grade', wording.say('grade_label'), [{ value: '', label: wording.say('grade_whole') }, ...grades], grade === null ? '' : String(grade), (value) => onGo({ grade: value })),
  );
}
