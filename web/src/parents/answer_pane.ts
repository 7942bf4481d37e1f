// The answer beside the map: a column on a desktop, a sheet on a phone. Its
// head stays, its body follows the view.

import type { Profile } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import type { Wording } from './wording.ts';
import { knownBefore, type Answer, type View } from './answer.ts';
import { failure, howToBegin, nothingNear, waiting } from './messages.ts';
import { asksTheSame, formatToShare, parseQuestion, type Question } from './question.ts';
import { pinHint } from './rough_home.ts';
import { MovedNote } from './moved_note.ts';
import { chosenCard } from './school_card.ts';
import { schoolCards, type ListHandlers } from './school_cards.ts';
import { Sheet } from './sheet.ts';
import type { Switch } from '../part/switch.ts';
import { profileSwitch } from './switches.ts';
import { familyLink } from './why_not_nearer.ts';

export interface AnswerHandlers extends Omit<ListHandlers, 'onWhy'> {
  onHomeBack(): void;
  onProfile(profile: Profile): void;
  onAgain(): void;
}

const SHARED_FOR_MS = 2500;

// Rewrites part of the page without taking the keyboard away from the parent.
function keepFocus(rewrite: () => void): void {
  const id = document.activeElement?.id;
  rewrite();
  if (id && document.activeElement?.id !== id) document.getElementById(id)?.focus({ preventScroll: true });
}

function shareButton(wording: Wording): HTMLButtonElement {
  const label = h('span', {}, wording.say('share'));
  async function share(): Promise<void> {
    const address = new URL(formatToShare(parseQuestion(location.hash)), location.href);
    // A phone has a list of whom to send it to; on a desk a link is pasted.
    const { share: send } = navigator as { share?: Navigator['share'] };
    if (send && matchMedia('(pointer: coarse)').matches)
      return send.call(navigator, { title: document.title, url: address.href }).catch(() => undefined);
    label.style.minWidth = `${label.offsetWidth}px`; // what stands beside it stays there
    const copied = await navigator.clipboard.writeText(address.href).then(
      () => true,
      () => false,
    );
    label.textContent = wording.say(copied ? 'shared' : 'share_failed');
    setTimeout(() => (label.textContent = wording.say('share')), SHARED_FOR_MS);
  }
  return h('button', { type: 'button', class: 'quiet', onclick: () => void share() }, icon('link'), label);
}

function printButton(wording: Wording): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'quiet', onclick: () => window.print() },
    icon('print'),
    h('span', {}, wording.say('print')),
  );
}

export class AnswerPane {
  readonly element: HTMLElement;
  readonly sheet: Sheet;
  private readonly title = h('h2', { class: 'answer-title', 'aria-live': 'polite' });
  private readonly from = h('p', { class: 'from' });
  private readonly head: HTMLElement;
  private readonly body = h('div', { class: 'answer-body' });
  private readonly foot: HTMLElement;
  private readonly profile: Switch<Profile>;
  private readonly moved: MovedNote;
  private readonly scroll: HTMLElement;
  private question: Question | null = null;
  private isWhyOpen = false;

  constructor(
    private readonly wording: Wording,
    private readonly handlers: AnswerHandlers,
  ) {
    this.profile = profileSwitch(wording, (profile) => handlers.onProfile(profile));
    this.sheet = new Sheet(wording);
    this.moved = new MovedNote(wording, () => handlers.onHomeBack());
    this.head = h('div', { class: 'answer-head' }, this.title, this.from, this.moved.element, h('div', { class: 'answer-ways' }, this.profile.element, shareButton(wording)));
    this.foot = h(
      'div',
      { class: 'answer-foot' },
      h('p', {}, wording.say('not_official')),
      h('div', { class: 'actions' }, printButton(wording)),
    );
    this.scroll = h(
      'div',
      { class: 'answer-scroll', tabindex: 0, role: 'group', 'aria-label': wording.say('answer') },
      this.head,
      this.body,
      this.foot,
      h('p', { class: 'answer-family' }, familyLink(wording)),
    );
    this.element = h('section', { class: 'answer', 'aria-label': wording.say('answer') }, this.sheet.handle, this.scroll);
    this.sheet.raise(this.element);
  }

  show(view: View): void {
    const answer = knownBefore(view.answer);
    const hasSchools = answer !== null && answer.nearest.schools.length > 0;
    this.profile.show(view.question.profile);
    this.showHead(view, answer);
    this.moved.show(view);
    this.head.hidden = !view.question.at || view.answer.state === 'failed';
    this.foot.hidden = !hasSchools;
    const isAsking = view.answer.state === 'asking';
    this.element.classList.toggle('is-asking', isAsking);
    this.element.classList.toggle('has-schools', hasSchools || isAsking);
    this.body.setAttribute('aria-busy', String(isAsking));
    keepFocus(() => this.body.replaceChildren(...this.parts(view)));
    // What answers another question begins at its first school.
    if (this.question && !asksTheSame(this.question, view.question)) this.scroll.scrollTop = 0;
    this.question = view.question;
  }

  private showHead(view: View, answer: Answer | null): void {
    const { level, place } = view.question;
    const n = answer?.nearest.schools.length ?? 0;
    const schools = this.wording.schools(level);
    const isWaiting = !answer && view.answer.state === 'asking';
    const title = n > 0 ? this.wording.say('nearest_title', { n, schools }) : isWaiting ? this.wording.say('nearest_asked', { schools }) : '';
    if (this.title.textContent !== title) this.title.textContent = title;
    this.title.hidden = title === '';
    const from = place ? this.wording.say('from_place', { place }) : this.wording.say('from_point');
    this.from.textContent = `${from} ${pinHint(view.question, this.wording)}`;
    this.from.classList.toggle('is-rough', view.question.rough !== null);
  }

  private parts(view: View): HTMLElement[] {
    const chosen = this.chosenElsewhere(view);
    return [...(chosen ? [chosen] : []), this.main(view, chosen !== null)];
  }

  private main(view: View, isSchoolShown: boolean): HTMLElement {
    const { wording, handlers } = this;
    if (view.answer.state === 'failed') return failure(view.answer.kind, wording, () => handlers.onAgain());
    const answer = knownBefore(view.answer);
    if (!answer && view.answer.state === 'asking') return waiting(wording);
    if (!answer) return isSchoolShown ? h('div') : howToBegin(wording);
    if (answer.nearest.schools.length === 0) return nothingNear(view, answer.nearest.reason, wording);
    return schoolCards(view, answer, this.isWhyOpen, wording, {
      onSchool: (school) => handlers.onSchool(school),
      onTicked: (schools) => handlers.onTicked(schools),
      onComparing: (isComparing) => handlers.onComparing(isComparing),
      onWhy: (isOpen) => (this.isWhyOpen = isOpen),
    });
  }

  private chosenElsewhere(view: View): HTMLElement | null {
    const id = view.question.school;
    const isListed = knownBefore(view.answer)?.nearest.schools.some((school) => school.id === id);
    if (!id || isListed || view.answer.state === 'asking') return null;
    if (view.choice.state === 'failed') return failure(view.choice.kind, this.wording, () => this.handlers.onAgain());
    const choice = knownBefore(view.choice);
    return choice && choice.id === id ? chosenCard(view, choice, this.wording) : null;
  }
}
