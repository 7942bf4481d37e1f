// Where to build, and what if: a question at the left, the map in the middle,
// the answer at the right. The question is the address; the answer is a job's,
// kept by the server, so a link finds it again.

import './siting.css';
import type { LonLat, School } from '../../api/contract.ts';
import type { Job } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';
import { readUnitCount } from '../../api/units.ts';
import { h } from '../../element.ts';
import { MapStage } from '../../map/map_stage.ts';
import type { Office, Part } from '../../office/office.ts';
import { changeList } from './change_list.ts';
import { QuestionForm } from './question_form.ts';
import { reasonWords } from './reason_words.ts';
import { sitingResult } from './result.ts';
import { selectionPane, type Selected } from './selection.ts';
import { siteAnswerOf, type SiteAnswer, type SiteChoice } from './site_answer.ts';
import { sitingStyle } from './siting_map.ts';
import { isPublic, notTriable } from './triable.ts';
import { asksAnything, formatWhatIf, orderOf, parseWhatIf, type WhatIf } from './what_if.ts';
import { wordingIn, type Wording } from './wording.ts';

const FINGER_PX = 8;

async function readSchools(level: WhatIf['level']): Promise<Map<string, School>> {
  const { schools } = await answerOf(service.GET('/v1/schools', { params: { query: { level, limit: 2000 } } }));
  return new Map(schools.map((school) => [school.id, school]));
}

/** The years ahead that the newest forecast has; none without one. */
async function forecastYears(): Promise<number[]> {
  try {
    const { origin, until } = await answerOf(service.GET('/v1/forecast', { params: { query: { city: 1 } } }));
    return Array.from({ length: until - origin }, (_, n) => origin + 1 + n);
  } catch {
    return [];
  }
}

class SitingPart implements Part {
  readonly element: HTMLElement;
  private asked: WhatIf;
  private schools = new Map<string, School>();
  private schoolsOf: WhatIf['level'] | null = null;
  private selected: Selected = null;
  private answer: SiteAnswer | null = null;
  private shownJob = '';
  private readonly stage: MapStage;
  private readonly form: QuestionForm;
  private readonly changes = h('div');
  private readonly selection = h('div');
  private readonly result = h('div', { class: 'siting-answer', 'aria-live': 'polite' });

  constructor(
    private readonly office: Office,
    years: number[],
    private readonly wording: Wording,
  ) {
    this.asked = parseWhatIf(office.address().values);
    this.stage = new MapStage(office.city, wording, wording.say('map_label'));
    this.form = new QuestionForm(office.city, years, wording, {
      onAsk: (change) => this.ask(change),
      onRun: () => void this.run(),
    });
    const left = h(
      'div',
      { class: 'desk-side siting-left' },
      h('h2', {}, wording.say('title')),
      h('p', { class: 'siting-hint' }, wording.say('intro')),
      this.form.element,
      h('h3', {}, wording.say('what_if')),
      this.changes,
      this.selection,
    );
    this.element = h('div', { class: 'desk siting' }, left, this.stage.element, h('div', { class: 'desk-side' }, this.result));
  }

  async start(): Promise<void> {
    await this.follow();
    const map = await this.stage.open((paint) => sitingStyle(this.scene(), paint));
    map?.on('click', ({ point, lngLat }) => {
      const box: [[number, number], [number, number]] = [
        [point.x - FINGER_PX, point.y - FINGER_PX],
        [point.x + FINGER_PX, point.y + FINGER_PX],
      ];
      const id: unknown = map.queryRenderedFeatures(box, { layers: ['school'] })[0]?.properties['id'];
      const school = typeof id === 'string' ? this.schools.get(id) : undefined;
      this.select(school ? { school } : { at: [lngLat.lng, lngLat.lat] as LonLat });
    });
  }

  async follow(): Promise<void> {
    const { values } = this.office.address();
    this.asked = parseWhatIf(values);
    if (this.schoolsOf !== this.asked.level) {
      this.schools = await readSchools(this.asked.level);
      this.schoolsOf = this.asked.level;
      this.selected = null;
    }
    this.show();
    const job = values['job'] ?? '';
    if (job && job !== this.shownJob) await this.followJob(job);
  }

  close(): void {
    this.stage.close();
  }

  private scene() {
    const others = [...this.schools.values()].filter((school) => !isPublic(school)).map(({ id }) => id);
    return { asked: this.asked, answer: this.answer, selected: this.selected, others };
  }

  // Changing the question leaves the last answer in sight until it is asked again.
  private ask(change: Partial<WhatIf>): void {
    this.selected = null;
    this.office.go(formatWhatIf({ ...this.asked, ...change }));
  }

  private select(selected: Selected): void {
    this.selected = selected;
    this.show();
    this.selection.querySelector<HTMLElement>('.siting-selected button, .siting-selected input')?.focus();
  }

  private show(): void {
    const { asked, wording } = this;
    const hadKeyboard = [this.changes, this.selection].some((part) => part.contains(document.activeElement));
    this.form.show(asked);
    this.changes.replaceChildren(changeList(asked, this.schools, wording, (change) => this.ask(change)));
    this.selection.replaceChildren(
      selectionPane(this.selected, asked, this.schools, wording, {
        onAsk: (change) => this.ask(change),
        onSelect: (selected) => this.select(selected),
        onFail: (error) => this.office.fail(error),
      }),
    );
    if (hadKeyboard) this.keepKeyboard();
    this.stage.show((paint) => sitingStyle(this.scene(), paint));
  }

  // What it was on has been drawn anew: the newest change is what comes next.
  private keepKeyboard(): void {
    const newest = this.changes.querySelector<HTMLElement>('.siting-change:last-child button');
    if (newest) newest.focus();
    else this.form.focus();
  }

  private async run(): Promise<void> {
    const hindrance = this.hindrance();
    if (hindrance) return this.form.say(hindrance, 'hindered');
    try {
      if (!(await this.hasUnits())) return this.form.focus();
      this.form.say(this.wording.say('running'), 'busy');
      const job = await this.office.jobs.run(orderOf(this.asked), (running) => {
        this.shownJob = running.id;
      });
      this.office.go({ ...formatWhatIf(this.asked), job: job.id }, false);
      this.showJob(job);
      const title = this.result.querySelector<HTMLElement>('.siting-found-title');
      if (title) title.focus();
      else this.form.focus();
    } catch (error) {
      this.form.say('', 'ready');
      this.office.fail(error);
    }
  }

  // What the service would refuse need not be asked.
  private hindrance(): string {
    const { asked, schools, wording } = this;
    if (!asksAnything(asked)) return wording.say('nothing_asked');
    const [id] = notTriable(asked, schools);
    return id === undefined ? '' : wording.say('cannot_try', { name: schools.get(id)?.name || id });
  }

  // Ways are measured from planning units; a city that has none gets them first.
  private async hasUnits(): Promise<boolean> {
    if ((await readUnitCount()) > 0) return true;
    this.form.say(this.wording.say('making_units'), 'busy');
    const made = await this.office.jobs.run({ kind: 'units', level: this.asked.level });
    if (made.state !== 'done') this.form.say(reasonWords(made.error ?? '', this.wording), 'hindered');
    return made.state === 'done';
  }

  private async followJob(id: string): Promise<void> {
    this.shownJob = id;
    this.form.say(this.wording.say('running'), 'busy');
    try {
      this.showJob(await this.office.jobs.watch(id));
    } catch (error) {
      this.form.say('', 'ready');
      this.office.fail(error);
    }
  }

  private showJob(job: Job): void {
    this.answer = siteAnswerOf(job);
    if (job.error) this.form.say(reasonWords(job.error, this.wording), 'hindered');
    else this.form.say('', 'ready');
    this.result.replaceChildren(
      ...(this.answer
        ? [
            sitingResult(this.answer, {
              city: this.office.city.name,
              wording: this.wording,
              onAdopt: (choice) => this.adopt(choice),
            }),
          ]
        : []),
    );
    this.show();
  }

  private adopt(choice: SiteChoice): void {
    const { open, addRooms } = this.asked;
    if (choice.kind === 'site') this.ask({ open: [...new Set([...open, choice.id])] });
    else this.ask({ addRooms: { ...addRooms, [choice.id]: choice.rooms } });
    this.office.say(this.wording.say('adopted'));
  }
}

export async function openSiting(office: Office): Promise<Part> {
  const part = new SitingPart(office, await forecastYears(), wordingIn(office.language));
  void part.start().catch((error: unknown) => office.fail(error));
  return part;
}
