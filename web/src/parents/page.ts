// The parents' page. One question, kept in the address; whatever changes it
// goes through `ask`, and what the service answers goes through `show`.

import { failureKind } from '../api/request.ts';
import type { City, Level, LonLat, Place, Profile } from '../api/contract.ts';
import type { Language } from '../text/wording.ts';
import { wordingIn } from './wording.ts';
import { askChoice, askNearest, knownBefore, type Answer, type Asked, type Choice, type View } from './answer.ts';
import { Panel, type PanelHandlers } from './panel.ts';
import { asksTheSame, formatQuestion, parseQuestion, type Question } from './question.ts';
import { Stage, type StageHandlers } from './stage.ts';

export class ParentsPage implements PanelHandlers, StageHandlers {
  private question: Question = parseQuestion(location.hash);
  private answer: Asked<Answer> = { state: 'nothing' };
  private choice: Asked<Choice> = { state: 'nothing' };
  private asking = new AbortController();
  private readonly stage: Stage;
  private panel: Panel;

  constructor(
    private readonly root: HTMLElement,
    private readonly city: City,
  ) {
    this.stage = new Stage(city, this);
    this.panel = this.speak();
    window.addEventListener('popstate', () => void this.follow(parseQuestion(location.hash)));
  }

  /** Answers the address first; then, beside a list that can be read, the map. */
  async start(): Promise<void> {
    await this.follow(this.question, true);
    await this.stage.open(this.view());
    this.show();
  }

  onPlace(place: Place): void {
    if (place.kind === 'school' && place.id) this.ask({ school: place.id });
    else this.ask({ at: place.at, place: place.name, school: null });
  }

  onLocated(at: LonLat): void {
    this.ask({ at, place: null, school: null });
  }

  onHome(at: LonLat): void {
    this.ask({ at, place: null });
  }

  onHomeDragged(at: LonLat): void {
    void this.follow({ ...this.question, at, place: null });
  }

  onSchool(school: string | null): void {
    this.ask({ school });
  }

  onLevel(level: Level): void {
    this.ask({ level, school: null });
  }

  onProfile(profile: Profile): void {
    this.ask({ profile });
  }

  onLanguage(): void {
    this.ask({ language: this.question.language === 'vi' ? 'en' : 'vi' });
  }

  onAgain(): void {
    void this.follow(this.question, true);
  }

  // A new question gets a place in the browser's history.
  private ask(change: Partial<Question>): void {
    const question = { ...this.question, ...change };
    history.pushState(null, '', formatQuestion(question));
    void this.follow(question);
  }

  private async follow(question: Question, isNew = false): Promise<void> {
    const before = this.question;
    this.question = question;
    if (before.language !== question.language) this.panel = this.speak();
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    if (isNew || !asksTheSame(before, question) || this.answer.state !== 'known') await this.followNearest(signal);
    if (!signal.aborted) await this.followChoice(signal);
  }

  private async followNearest(signal: AbortSignal): Promise<void> {
    if (!this.question.at) this.answer = { state: 'nothing' };
    else {
      this.answer = { state: 'asking', before: knownBefore(this.answer) };
      this.show();
      const answer = await this.settled(askNearest(this.question, signal));
      if (signal.aborted) return;
      this.answer = answer;
    }
    this.show();
  }

  private async followChoice(signal: AbortSignal): Promise<void> {
    if (!this.question.school) this.choice = { state: 'nothing' };
    else {
      this.choice = { state: 'asking', before: knownBefore(this.choice) };
      this.show();
      const choice = await this.settled(askChoice(this.question, knownBefore(this.answer), signal));
      if (signal.aborted) return;
      this.choice = choice;
    }
    this.show();
  }

  // Failing is an answer too; being overtaken by the next question is neither.
  private async settled<Thing>(promise: Promise<Thing>): Promise<Asked<Thing>> {
    try {
      return { state: 'known', thing: await promise };
    } catch (error) {
      return { state: 'failed', kind: failureKind(error) };
    }
  }

  private view(): View {
    return { city: this.city, question: this.question, answer: this.answer, choice: this.choice };
  }

  private show(): void {
    this.panel.show(this.view());
    this.stage.show(this.view());
  }

  private speak(): Panel {
    const language: Language = this.question.language;
    const wording = wordingIn(language);
    document.documentElement.lang = language;
    document.title = `${wording.say('title')} – ${this.city.name}`;
    const panel = new Panel(this.city, wording, this);
    const focused = document.activeElement?.id;
    this.stage.speak(wording);
    this.root.replaceChildren(panel.element, this.stage.element);
    if (focused) document.getElementById(focused)?.focus();
    return panel;
  }
}
