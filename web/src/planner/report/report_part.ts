// A report to print: the year, the level and the wards that are chosen, with
// what was found first, then map, charts, tables and sources. What is on the
// screen is what comes out on paper.

import type { FeatureCollection } from 'geojson';
import type { PlanningRooms } from '../../api/planning.ts';
import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office, Part } from '../../office/office.ts';
import { levelSwitch, segmentSwitch } from '../../part/switch.ts';
import { findings, placeOf, shortName } from '../findings.ts';
import { fanOf } from '../forecast/fan.ts';
import { fanChart } from '../forecast/fan_chart.ts';
import { fanTitle } from '../forecast/fan_title.ts';
import { riskFinding } from '../forecast/risk_table.ts';
import { aheadWords, trustWords } from '../forecast/trust.ts';
import type { PlannerAnswers } from '../planner_answers.ts';
import { openPlannerPart, type Desk } from '../planner_part.ts';
import { forecastYears, parseQuestion, yearOf } from '../planner_question.ts';
import { YearSlider } from '../year_slider.ts';
import { classChart, forecastSource, rateChart, shortageChart } from '../years/year_charts.ts';
import { indicatorRows, riskRows, wardTable } from './report_tables.ts';
import { readWardShapes, wardPicture } from './ward_picture.ts';

class ReportPart implements Part {
  readonly element: HTMLElement;
  private readonly level;
  private readonly wards;
  private readonly slider: YearSlider;
  private readonly paper = h('article', { class: 'report' });
  private shapes: FeatureCollection | null = null;
  private turn = 0;

  constructor(
    private readonly desk: Desk,
    first: PlanningRooms,
  ) {
    const { office, wording } = desk;
    this.level = levelSwitch(wording, office.city.levels, (level) => office.go({ level }));
    const choices = (['all', 'short'] as const).map((name) => ({ name, label: wording.say(`report_wards_${name}`) }));
    this.wards = segmentSwitch('listed', wording.say('report_wards'), choices, (listed) => office.go({ listed: listed === 'all' ? '' : listed }, false));
    this.slider = new YearSlider(forecastYears(first), wording, (year) => office.go({ year: String(year) }, false));
    this.element = h(
      'div',
      { class: 'planner-page report-page' },
      h(
        'div',
        { class: 'planner-bar report-settings', role: 'group', 'aria-label': wording.say('report_settings') },
        this.slider.element,
        this.level.element,
        h('div', { class: 'ahead' }, h('span', { class: 'field-label' }, wording.say('report_wards')), this.wards.element),
        h('div', { class: 'report-print' }, h('button', { type: 'button', class: 'primary', onclick: () => window.print() }, icon('print'), wording.say('report_print')), h('span', { class: 'planner-hint' }, wording.say('report_print_hint'))),
      ),
      this.paper,
    );
  }

  follow(): void {
    this.show().catch((error: unknown) => this.desk.office.fail(error));
  }

  close(): void {
    this.slider.close();
  }

  private async show(): Promise<void> {
    const { office, answers, wording } = this.desk;
    const { values } = office.address();
    const question = parseQuestion(values, office.city);
    const turn = (this.turn += 1);
    const listed = values['listed'] === 'short' ? 'short' : 'all';
    this.level.show(question.level);
    this.wards.show(listed);
    const rooms = await answers.rooms(question.level);
    const year = yearOf(question, forecastYears(rooms));
    this.slider.show(year);
    this.shapes ??= await readWardShapes();
    const [schools, pupils, indicators] = await Promise.all([answers.schools(question.level, year), answers.pupils({ ward: '', school: '' }), answers.indicators()]);
    if (turn !== this.turn) return;
    const fan = fanOf(pupils, question.level, null, 1);
    const ward = placeOf(rooms, question.ward);
    const section = (title: string, ...content: (Node | string | null)[]) => h('section', { class: 'planner-section' }, h('h3', { class: 'report-head' }, title), ...content);
    this.paper.replaceChildren(
      this.head(rooms, year),
      section(wording.say('report_headline'), this.headline(rooms, year, '')),
      ...(ward === rooms.city ? [] : [section(wording.say('report_ward', { ward: shortName(ward, rooms) }), this.headline(rooms, year, ward.id ?? ''))]),
      this.shapes.features.length > 0 ? wardPicture(rooms, year, this.shapes, wording) : '',
      section(wording.say('report_table'), wardTable(rooms, year, listed === 'short', wording)),
      section(wording.say('report_years'), h('div', { class: 'small-multiples' }, ...this.charts(rooms, year))),
      section(
        wording.say('part_forecast'),
        fanChart({ fan, level: question.level, title: fanTitle(pupils, question.level, null, fan, year, wording), source: wording.say('source_known'), file: `pupils-city-${question.level}.csv`, year, ahead: 1, isSmall: false }, wording),
        h('p', {}, wording.say('fan_legend', { ahead: aheadWords(1, wording) })),
        h('p', {}, trustWords(fan, 1, wording).join(' ')),
      ),
      section(wording.say('report_risks'), h('p', {}, riskFinding(schools, question.level, year, wording)), riskRows(schools, wording)),
      ...(indicators.length > 0 ? [section(wording.say('report_indicators'), indicatorRows(indicators, wording))] : []),
      this.sources(rooms),
    );
  }

  private head(rooms: PlanningRooms, year: number): HTMLElement {
    const { office, wording } = this.desk;
    return h(
      'header',
      {},
      h('h2', { class: 'report-title' }, wording.say('report_title', { city: office.city.name })),
      h('p', {}, wording.say('report_subtitle', { level: wording.say(`level_word_${rooms.level}`), year: wording.say('school_year', { from: year, to: year + 1 }) })),
      office.city.is_sample && h('p', { class: 'sample' }, icon('warning'), h('strong', {}, wording.say('sample'))),
    );
  }

  private headline(rooms: PlanningRooms, year: number, ward: string): HTMLElement {
    return h('ul', { class: 'report-findings' }, ...findings(rooms, year, ward, this.desk.wording).map((sentence) => h('li', {}, sentence)));
  }

  private charts(rooms: PlanningRooms, year: number): HTMLElement[] {
    const { wording } = this.desk;
    const source = forecastSource(rooms, wording);
    const place = placeOf(rooms, '');
    return [
      shortageChart(place.needs, year, source, wording),
      classChart(place.needs, year, source, wording),
      rateChart(place, wording.say('whole_city'), year, source, wording),
    ].filter((one) => one !== null);
  }

  private sources(rooms: PlanningRooms): HTMLElement {
    const { wording, office } = this.desk;
    const today = wording.date(new Date().toISOString());
    return h(
      'footer',
      { class: 'planner-section report-sources' },
      h('h3', { class: 'report-head' }, wording.say('report_sources')),
      h('p', {}, wording.say('report_method')),
      h('p', {}, forecastSource(rooms, wording)),
      office.city.attribution && h('p', {}, wording.say('source', { attribution: office.city.attribution })),
      h('p', { class: 'report-made' }, wording.say('report_made', { date: today, forecast: rooms.forecast })),
    );
  }
}

export function openReport(office: Office, answers: PlannerAnswers): Promise<Part> {
  return openPlannerPart(office, answers, (desk, rooms) => {
    const part = new ReportPart(desk, rooms);
    part.follow();
    return part;
  });
}
