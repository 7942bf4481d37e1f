// Pupils ahead as fans, of the city, a ward or a school; what past forecasts
// were worth beside them; and the schools about to overflow.

import type { PlanningPupils, PlanningRooms, PlanningSchool } from '../../api/planning.ts';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { levelSwitch, segmentSwitch } from '../../part/switch.ts';
import type { PlannerAnswers } from '../planner_answers.ts';
import { openPlannerPart, type Desk } from '../planner_part.ts';
import { forecastYears, parseQuestion, yearOf, type PlannerQuestion } from '../planner_question.ts';
import { YearSlider } from '../year_slider.ts';
import { checkSection } from './check_section.ts';
import { fanOf, yearsChecked } from './fan.ts';
import { fanChart } from './fan_chart.ts';
import { fanTitle } from './fan_title.ts';
import { placePicker } from './place_picker.ts';
import { riskFinding, riskTable } from './risk_table.ts';
import { aheadWords, trustBox } from './trust.ts';
import type { Level } from '../../api/contract.ts';

class ForecastPart implements Part {
  readonly element: HTMLElement;
  private readonly level;
  private readonly slider: YearSlider;
  private readonly picker = h('div');
  private readonly fan = h('div', { class: 'planner-section', 'aria-live': 'polite' });
  private readonly risks = h('section', { class: 'planner-section' });
  private readonly levels = h('section', { class: 'planner-section' });
  private asked = 0;

  constructor(
    private readonly desk: Desk,
    first: PlanningRooms,
  ) {
    const { office, wording } = desk;
    this.level = levelSwitch(wording, office.city.levels, (level) => office.go({ level, school: '', grade: '' }));
    this.slider = new YearSlider(forecastYears(first), wording, (year) => office.go({ year: String(year) }, false));
    this.element = h(
      'div',
      { class: 'planner-page' },
      h('div', { class: 'planner-bar' }, this.slider.element, this.level.element),
      h('div', { class: 'planner-stage' }, h('div', { class: 'planner-words' }, h('h2', { class: 'hidden' }, wording.say('part_forecast')), this.picker, this.fan), this.risks),
      this.levels,
      checkSection(desk),
    );
  }

  follow(): void {
    this.show().catch((error: unknown) => this.desk.office.fail(error));
  }

  close(): void {
    this.slider.close();
  }

  async show(): Promise<void> {
    const { office, answers } = this.desk;
    const question = parseQuestion(office.address().values, office.city);
    const turn = (this.asked += 1);
    this.level.show(question.level);
    const rooms = await answers.rooms(question.level);
    const year = yearOf(question, forecastYears(rooms));
    this.slider.show(year);
    const [schools, pupils] = await Promise.all([answers.schools(question.level, year), answers.pupils(question)]);
    if (turn !== this.asked) return;
    this.showPicker(question, rooms, schools);
    this.showFan(question, rooms, year, pupils);
    this.showRisks(question, rooms, year, schools);
    this.showLevels(question, rooms, year, pupils);
  }

  // Made anew only where it would differ, so that a choice keeps the keyboard.
  private showPicker(question: PlannerQuestion, rooms: PlanningRooms, schools: PlanningSchool[]): void {
    const focused = document.activeElement?.id ?? '';
    this.picker.replaceChildren(placePicker(question, rooms, schools, this.desk.wording, (values) => this.desk.office.go(values)));
    if (focused.startsWith('place-')) document.getElementById(focused)?.focus();
  }

  private chartOf(question: PlannerQuestion, pupils: PlanningPupils, level: Level, year: number, isSmall: boolean): HTMLElement {
    const { wording } = this.desk;
    const grade = isSmall ? null : question.grade;
    const fan = fanOf(pupils, level, grade, question.ahead);
    const file = ['pupils', pupils.id ?? 'city', level, grade].filter((word) => word !== null).join('-');
    const title = fanTitle(pupils, level, grade, fan, year, wording);
    return fanChart({ fan, level, title, source: wording.say('source_known'), file: `${file}.csv`, year, ahead: question.ahead, isSmall }, wording);
  }

  private showFan(question: PlannerQuestion, rooms: PlanningRooms, year: number, pupils: PlanningPupils): void {
    const { wording, office } = this.desk;
    const spans = yearsChecked(pupils);
    const fan = fanOf(pupils, rooms.level, question.grade, question.ahead);
    const ahead = segmentSwitch(
      'ahead',
      wording.say('ahead_legend'),
      spans.map((n) => ({ name: String(n), label: aheadWords(n, wording) })),
      (n) => {
        office.go({ ahead: n }, false);
      },
    );
    ahead.show(String(question.ahead));
    const wasFocused = document.activeElement?.getAttribute('name') === 'ahead';
    this.fan.replaceChildren(
      this.chartOf(question, pupils, rooms.level, year, false),
      h('p', { class: 'planner-hint' }, wording.say('fan_legend', { ahead: aheadWords(question.ahead, wording) })),
      ...(spans.length > 0 ? [h('div', { class: 'ahead' }, h('span', { class: 'field-label' }, wording.say('ahead_legend')), ahead.element)] : []),
      trustBox(fan, question.ahead, wording),
    );
    if (wasFocused) this.fan.querySelector<HTMLInputElement>('input[name="ahead"]:checked')?.focus();
  }

  private showRisks(question: PlannerQuestion, rooms: PlanningRooms, year: number, schools: PlanningSchool[]): void {
    const { wording, office } = this.desk;
    const within = schools.filter(({ ward }) => !question.ward || ward === question.ward);
    this.risks.replaceChildren(
      h('h2', {}, wording.say('risk_title')),
      h('p', { class: 'risk-finding', 'aria-live': 'polite' }, riskFinding(within, rooms.level, year, wording)),
      riskTable(rooms, year, within, question.school, wording, ({ id }) => office.go({ school: id === question.school ? '' : id })),
    );
  }

  private showLevels(question: PlannerQuestion, rooms: PlanningRooms, year: number, pupils: PlanningPupils): void {
    const { wording, office } = this.desk;
    const present = office.city.levels.filter((level) => pupils.known.some((row) => row.level === level));
    this.levels.replaceChildren(
      h('h2', {}, wording.say('section_levels')),
      h('div', { class: 'small-multiples' }, ...present.map((level) => this.chartOf(question, pupils, level, year, true))),
    );
    this.levels.hidden = present.length < 2 && present[0] === rooms.level;
  }
}

export function openForecast(office: Office, answers: PlannerAnswers): Promise<Part> {
  return openPlannerPart(office, answers, (desk, rooms) => {
    const part = new ForecastPart(desk, rooms);
    part.follow();
    return part;
  });
}
