// The parents' page. One question, kept in the address; whatever changes it
// goes through `ask`, and what the service answers goes through `show`.

import type { City, Level, LonLat, Place, Profile } from '../api/contract.ts';
import type { Language } from '../text/wording.ts';
import { wordingIn } from './wording.ts';
import { askChoice, askCompared, askNearest, inListedOrder, knownBefore, type Answer, type Choice, type Compared, type View } from './answer.ts';
import { Comparison } from './comparison.ts';
import type { MapProgram } from './first.ts';
import { Inquiry } from './inquiry.ts';
import { Panel, type PanelHandlers } from './panel.ts';
import { asksTheSame, asksTheSameOfBefore, comparesTheSame, formatQuestion, parseQuestion, type Question } from './question.ts';
import { homeAt } from './rough_home.ts';
import { Stage, type StageHandlers } from './stage.ts';

const NEW_HOME = { rough: null, was: null, wasPlace: null, compare: [], isComparing: false };

export class ParentsPage implements PanelHandlers, StageHandlers {
  private question: Question = parseQuestion(location.hash);
  private readonly answer = new Inquiry<Answer>();
  private readonly choice = new Inquiry<Choice>();
  /** For the home left behind while another is tried. */
  private readonly before = new Inquiry<Answer>();
  private readonly compared = new Inquiry<Compared[]>();
  private asking = new AbortController();
  private readonly stage: Stage;
  private panel!: Panel;
  private comparison!: Comparison;

  constructor(
    private readonly root: HTMLElement,
    private readonly city: City,
  ) {
    this.stage = new Stage(city, this);
    this.speak();
    window.addEventListener('popstate', () => void this.follow(parseQuestion(location.hash)));
  }

  /** Answers the address, which may have been asked already; then, beside a list
      that can be read, comes the map. */
  async start(first: Promise<Answer> | null, map: Promise<MapProgram>): Promise<void> {
    await this.follow(this.question, true, first);
    await this.stage.open(map, () => this.view());
  }

  onPlace(place: Place, typed: string): void {
    if (place.kind === 'school' && place.id) this.ask({ school: place.id });
    else this.ask({ ...NEW_HOME, ...homeAt(place, typed), school: null });
  }

  onEmptied(): void {
    if (this.question.at) this.ask({ ...NEW_HOME, at: null, place: null, school: null });
  }

  onLocated(at: LonLat): void {
    this.ask({ ...NEW_HOME, at, place: null, school: null });
  }

  onHome(at: LonLat): void {
    this.ask(this.movedTo(at));
  }

  onHomeDragged(at: LonLat): void {
    void this.follow({ ...this.question, ...this.movedTo(at) });
  }

  onHomeBack(): void {
    const { was, wasPlace } = this.question;
    this.ask({ at: was, place: wasPlace, was: null, wasPlace: null });
  }

  onSchool(school: string | null): void {
    this.ask({ school });
  }

  onLevel(level: Level): void {
    this.ask({ level, school: null, compare: [], isComparing: false });
  }

  onProfile(profile: Profile): void {
    this.ask({ profile });
  }

  onTicked(compare: string[]): void {
    const answer = knownBefore(this.answer.asked);
    const asListed = answer ? inListedOrder(compare, answer) : compare;
    this.ask({ compare: asListed, isComparing: this.question.isComparing && compare.length > 1 }, false);
  }

  onComparing(isComparing: boolean): void {
    this.ask({ isComparing });
  }

  onLanguage(): void {
    this.ask({ language: this.question.language === 'vi' ? 'en' : 'vi' });
  }

  onAgain(): void {
    void this.follow(this.question, true);
  }

  // What would be here is told against the home that was typed or found, not
  // against the last of many small steps.
  private movedTo(at: LonLat): Partial<Question> {
    const { at: from, place, was, wasPlace } = this.question;
    return { at, place: null, rough: null, ...(was ? { was, wasPlace } : { was: from, wasPlace: place }) };
  }

  // A new question gets a place in the browser's history; a tick does not.
  private ask(change: Partial<Question>, isStep = true): void {
    const question = { ...this.question, ...change };
    const address = formatQuestion(question);
    if (isStep) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    void this.follow(question);
  }

  // Only what the change touches is asked anew.
  private async follow(question: Question, isNew = false, first: Promise<Answer> | null = null): Promise<void> {
    const last = this.question;
    this.question = question;
    if (last.language !== question.language) this.speak();
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const show = (): void => this.show();
    const isHomeNew = isNew || !asksTheSame(last, question) || !this.answer.isSettled;
    this.followBefore(last, isNew, signal);
    // Schools of one level never stand under the name of another.
    if (isHomeNew && question.at) this.answer.expect(last.level === question.level);
    show();
    if (isHomeNew) await this.answer.follow(first ?? (question.at && askNearest(question, signal)), signal, show);
    if (signal.aborted) return;
    const answer = knownBefore(this.answer.asked);
    const isChoiceNew = isHomeNew || last.school !== question.school || !this.choice.isSettled;
    const isComparisonNew = isHomeNew || !comparesTheSame(last, question) || !this.compared.isSettled;
    await Promise.all([
      isChoiceNew && this.choice.follow(question.school === null ? null : askChoice(question, answer, signal), signal, show),
      isComparisonNew && this.compared.follow(question.isComparing ? askCompared(question, answer, signal) : null, signal, show),
    ]);
  }

  // The home left behind was answered a moment ago, unless a link begins here.
  private followBefore(last: Question, isNew: boolean, signal: AbortSignal): void {
    const { question, before, answer } = this;
    const { was } = question;
    if (!was || last.level !== question.level) before.asked = { state: 'nothing' };
    if (!was) return;
    if (last.at === was && last.level === question.level && answer.asked.state === 'known') before.asked = answer.asked;
    else if (isNew || !asksTheSameOfBefore(last, question) || before.asked.state !== 'known')
      void before.follow(askNearest({ ...question, at: was }, signal), signal, () => this.show());
  }

  private view(): View {
    return {
      ...{ city: this.city, question: this.question, answer: this.answer.asked, choice: this.choice.asked },
      ...{ before: this.before.asked, compared: this.compared.asked },
    };
  }

  private show(): void {
    this.panel.show(this.view());
    this.comparison.show(this.view());
    this.stage.show(this.view());
  }

  private speak(): void {
    const language: Language = this.question.language;
    const wording = wordingIn(language);
    document.documentElement.lang = language;
    document.title = `${wording.say('title')} – ${this.city.name}`;
    const focused = document.activeElement?.id;
    this.panel = new Panel(this.city, wording, this);
    this.comparison = new Comparison(wording, this);
    this.stage.speak(wording);
    this.root.replaceChildren(this.panel.element, this.stage.element, this.comparison.element);
    if (focused) document.getElementById(focused)?.focus();
  }
}
