// Publishing: what is ready and what is missing, the round chosen, the decision;
// then lists per school and letters per child.

import '../placing/placing.css';
import './publish.css';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { choiceBar, readChoice, type Choice } from '../placing/choice.ts';
import { readRounds, readYears, runsOf, type Round } from '../rounds.ts';
import { checklist, checksOf, readReadiness, type Readiness } from './checklist.ts';
import { contestDays } from './contest_days.ts';
import { openLetters } from './letters.ts';
import { publishBox } from './publish_box.ts';
import { roundPicker } from './round_picker.ts';
import { schoolLists } from './school_lists.ts';
import { wordingIn, type Wording } from './wording.ts';

class Publish implements Part {
  readonly element = h('div', { class: 'placing publish' });
  private readonly wording: Wording;
  private asked = '';

  constructor(
    private readonly office: Office,
    private readonly years: number[],
  ) {
    this.wording = wordingIn(office.language);
  }

  follow(): void {
    void this.open();
  }

  async open(): Promise<void> {
    const choice = readChoice(this.office, this.years);
    const asked = `${choice.grade}/${choice.year}/${this.office.address().values['round'] ?? ''}`;
    this.asked = asked;
    try {
      const rounds = await readRounds(choice.grade, choice.year);
      const round = this.roundOf(rounds);
      const readiness = round && (await readReadiness(round));
      if (this.asked === asked) this.show(choice, rounds, round, readiness);
    } catch (error) {
      this.office.fail(error);
    }
  }

  // The one in the address, else the one in force, else the first of the newest run.
  private roundOf(rounds: Round[]): Round | undefined {
    const { round } = this.office.address().values;
    return rounds.find((one) => one.round === round) ?? rounds.find(({ state }) => state === 'in_force') ?? runsOf(rounds)[0]?.rounds[0];
  }

  private show(choice: Choice, rounds: Round[], round: Round | undefined, readiness: Readiness | undefined): void {
    const focused = document.activeElement?.id;
    const top = h('div', { class: 'placing-top' }, choiceBar(this.office, this.wording, choice, this.years));
    this.element.replaceChildren(top, round && readiness ? this.steps(rounds, round, readiness) : this.nothing(choice));
    if (focused && this.element.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused)?.focus();
  }

  private steps(rounds: Round[], round: Round, readiness: Readiness): HTMLElement {
    const { office, wording } = this;
    const again = () => void this.open();
    const sheet = h(
      'div',
      { class: 'sheet-page' },
      h('section', { class: 'publish-part' }, h('h2', {}, wording.say('publish_which')), roundPicker(office, wording, rounds, round)),
      h(
        'section',
        { class: 'publish-part' },
        h('h2', {}, wording.say('publish_ready')),
        checklist(checksOf(round, readiness, office, wording), wording),
        contestDays(office, wording, round, readiness.window, again),
      ),
      publishBox(office, wording, round, readiness, again),
    );
    if (office.session.role === 'officer') {
      sheet.append(schoolLists(office, wording, round, (school) => openLetters(office, wording, round, school, (view) => this.showLetters(view))));
    }
    return h('div', { class: 'placing-stage publish-stage' }, sheet);
  }

  // The letters take the page's place, so that what is printed is what is seen.
  private showLetters(view: HTMLElement | null): void {
    if (!view) return void this.open();
    this.element.replaceChildren(view);
    view.querySelector<HTMLElement>('h2')?.focus();
  }

  private nothing({ grade, year }: Choice): HTMLElement {
    const { wording } = this;
    const values = { grade, year: wording.say('school_year', { from: year, to: year + 1 }) };
    return h(
      'div',
      { class: 'message placing-empty' },
      h('h2', {}, wording.say('empty_title', values)),
      h('p', {}, wording.say('publish_nothing')),
      h('a', { href: `#/placing?grade=${grade}&year=${year}${wording.language === 'en' ? '&lang=en' : ''}` }, wording.say('publish_to_placing')),
    );
  }
}

export async function openPublish(office: Office): Promise<Part> {
  const part = new Publish(office, await readYears());
  await part.open();
  return part;
}
