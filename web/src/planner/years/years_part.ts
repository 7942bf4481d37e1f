// The city over the years: a slider rules the map, the table, the sentences and
// the charts, all of one ward once one is chosen.

import type { Level } from '../../api/contract.ts';
import type { PlanningPlace, PlanningRooms } from '../../api/planning.ts';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { levelSwitch } from '../../part/switch.ts';
import type { Table } from '../../part/table.ts';
import { findings, placeOf, shortName } from '../findings.ts';
import type { PlannerAnswers } from '../planner_answers.ts';
import { openPlannerPart, type Desk } from '../planner_part.ts';
import { forecastYears, parseQuestion, yearOf, type PlannerQuestion } from '../planner_question.ts';
import { WardMap } from '../ward_map.ts';
import { YearSlider } from '../year_slider.ts';
import { roomsTable } from './rooms_table.ts';
import { SHORTAGE_TOKENS, shortageLegend, shortageScene } from './shortage_map.ts';
import { classChart, forecastSource, rateChart, shortageChart } from './year_charts.ts';

class YearsPart implements Part {
  readonly element: HTMLElement;
  private question: PlannerQuestion;
  private year: number;
  private readonly level;
  private readonly slider: YearSlider;
  private readonly map: WardMap;
  private readonly words = h('div', { class: 'planner-findings', 'aria-live': 'polite' });
  private readonly legend = h('div');
  private readonly tableBox = h('div', { class: 'years-table' });
  private readonly charts = h('div', { class: 'planner-sections' });
  private table: Table<PlanningPlace> | null = null;
  private tabled = '';
  private others: PlanningRooms[] = [];

  constructor(
    private readonly desk: Desk,
    private rooms: PlanningRooms,
  ) {
    const { office, wording } = desk;
    this.question = parseQuestion(office.address().values, office.city);
    this.year = yearOf(this.question, forecastYears(rooms));
    this.level = levelSwitch(wording, office.city.levels, (level) => office.go({ level }));
    this.slider = new YearSlider(forecastYears(rooms), wording, (year) => office.go({ year: String(year) }, false));
    this.map = new WardMap(office.city, wording, wording.say('years_map'), SHORTAGE_TOKENS, (ward) => this.choose(ward));
    this.element = h(
      'div',
      { class: 'planner-page' },
      h('div', { class: 'planner-bar' }, this.slider.element, this.level.element),
      h(
        'div',
        { class: 'planner-stage' },
        h('div', { class: 'planner-words' }, this.words, this.tableBox),
        h('div', { class: 'planner-map' }, this.map.element, this.legend),
      ),
      this.charts,
    );
  }

  start(): void {
    this.show();
    void this.map.open();
    this.readOthers().catch((error: unknown) => this.desk.office.fail(error));
  }

  follow(): void {
    this.take().catch((error: unknown) => this.desk.office.fail(error));
  }

  close(): void {
    this.slider.close();
    this.map.close();
  }

  private async take(): Promise<void> {
    const { office, answers } = this.desk;
    const question = parseQuestion(office.address().values, office.city);
    const rooms = await answers.rooms(question.level);
    this.question = question;
    this.rooms = rooms;
    this.year = yearOf(question, forecastYears(rooms));
    this.show();
  }

  // The other levels, for the charts side by side; the map need not wait.
  private async readOthers(): Promise<void> {
    const { office, answers } = this.desk;
    this.others = await Promise.all(office.city.levels.map((level: Level) => answers.rooms(level)));
    this.showCharts();
  }

  private choose(ward: string): void {
    this.desk.office.go({ ward: ward === this.question.ward ? '' : ward });
  }

  private show(): void {
    const { rooms, year, question, desk } = this;
    this.level.show(question.level);
    this.slider.show(year);
    const scene = shortageScene(rooms, year, question.ward, desk.wording);
    this.map.show(scene);
    this.legend.replaceChildren(shortageLegend(rooms, scene, desk.wording));
    this.showWords();
    this.showTable();
    this.showCharts();
  }

  private showWords(): void {
    const { rooms, year, question, desk } = this;
    const [headline = '', ...rest] = findings(rooms, year, question.ward, desk.wording);
    const isWard = placeOf(rooms, question.ward) !== rooms.city;
    const back = h('button', { type: 'button', class: 'quiet', onclick: () => this.choose(question.ward) }, desk.wording.say('back_to_city'));
    const below = isWard ? back : h('p', { class: 'planner-hint' }, desk.wording.say('years_map_hint'));
    this.words.replaceChildren(h('h2', {}, headline), h('ul', {}, ...rest.map((sentence) => h('li', {}, sentence))), below);
  }

  private showTable(): void {
    const { rooms, year, question, desk } = this;
    const wanted = `${rooms.level} ${year}`;
    if (!this.table || wanted !== this.tabled) {
      this.table = roomsTable(rooms, () => this.year, desk.wording, (ward) => this.choose(ward));
      this.tabled = wanted;
      this.tableBox.replaceChildren(this.table.element);
    }
    this.table.show(rooms.wards.filter(({ needs }) => needs.length > 0), question.ward || null);
  }

  private showCharts(): void {
    const { rooms, year, question, desk } = this;
    const { wording } = desk;
    const place = placeOf(rooms, question.ward);
    const name = place === rooms.city ? wording.say('whole_city') : shortName(place, rooms);
    const source = forecastSource(rooms, wording);
    const needs = (this.others.length > 0 ? this.others : [rooms]).map((one) => placeOf(one, question.ward).needs);
    const section = (title: string, charts: (HTMLElement | null)[]) => {
      const known = charts.filter((one) => one !== null);
      return known.length > 0 && h('section', {}, h('h2', {}, title), h('div', { class: 'small-multiples' }, ...known));
    };
    const sections = [
      section(wording.say('section_shortage'), needs.map((one) => shortageChart(one, year, source, wording))),
      section(wording.say('section_class'), needs.map((one) => classChart(one, year, source, wording))),
      section(wording.say('section_rate'), [rateChart(place, name, year, source, wording)]),
    ];
    this.charts.replaceChildren(...sections.filter((one): one is HTMLElement => one !== false));
  }
}

export function openYears(office: Office, answers: PlannerAnswers): Promise<Part> {
  return openPlannerPart(office, answers, (desk, rooms) => {
    const part = new YearsPart(desk, rooms);
    part.start();
    return part;
  });
}
