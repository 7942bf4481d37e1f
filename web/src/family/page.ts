// The families' page: a door that a code opens once, and behind it one child's
// result, why it came so, and what the family contests. It keeps nothing: when
// the session ends everything goes from the screen.

import type { City } from '../api/contract.ts';
import { readSession, signOut, type Session } from '../api/office.ts';
import { failureKind } from '../api/request.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import { goTo, readAddress } from '../part/address.ts';
import { openDialog, type Dialog } from '../part/dialog.ts';
import { keepKeyboard } from '../part/keyboard_kept.ts';
import { ChildView } from './child_view.ts';
import { door } from './door.ts';
import { SessionClock } from './session_clock.ts';
import { backToParents } from './way_back.ts';
import { wordingIn, type Wording } from './wording.ts';

const IDLE_S = 1800;

export class FamilyPage {
  private wording: Wording = wordingIn(readAddress().language);
  private session: Session = { signed_in: false };
  private view: ChildView | null = null;
  private clock: SessionClock | null = null;
  private ending: Dialog | null = null;
  private notice = '';
  private readonly main = h('main', { class: 'family-main', id: 'main', tabindex: -1 });

  constructor(
    private readonly root: HTMLElement,
    private readonly city: City,
  ) {
    window.addEventListener('popstate', () => this.follow());
    window.addEventListener('hashchange', () => this.follow());
    keepKeyboard(this.main);
    // A page taken out of the browser's memory shows nothing before it has asked again.
    window.addEventListener('pageshow', (event) => event.persisted && void this.start());
  }

  async start(): Promise<void> {
    this.close();
    this.build();
    try {
      this.session = await readSession();
    } catch (error) {
      return this.showFailure(error);
    }
    await this.show();
  }

  private build(): void {
    const { language } = readAddress();
    this.wording = wordingIn(language);
    document.documentElement.lang = language;
    document.title = `${this.wording.say('page_title')} – ${this.wording.say('title')}`;
    this.main.replaceChildren(h('p', { class: 'family-waiting', role: 'status' }, this.wording.say('loading')));
    this.root.replaceChildren(this.header(), this.main);
  }

  private header(): HTMLElement {
    const { wording, city } = this;
    const other = wording.language === 'vi' ? 'en' : 'vi';
    const change = () => goTo({ ...readAddress(), language: other }, false);
    const isFamily = this.session.role === 'family';
    return h(
      'header',
      { class: 'family-head' },
      h('h1', { class: 'title' }, wording.say('title')),
      h('p', { class: 'city' }, city.name),
      h('button', { type: 'button', id: 'language', class: 'language', lang: other, onclick: change }, wording.say('other_language')),
      isFamily && h('button', { type: 'button', class: 'language', id: 'sign-out', onclick: () => void this.leave() }, wording.say('sign_out')),
      city.is_sample && h('p', { class: 'sample' }, icon('warning'), h('span', {}, h('strong', {}, wording.say('sample')), ': ', wording.say('sample_means'))),
    );
  }

  private follow(): void {
    if (readAddress().language === this.wording.language) return this.view?.follow();
    this.view?.close();
    this.view = null;
    this.build();
    void this.show();
  }

  private async show(): Promise<void> {
    const { session, wording } = this;
    this.root.firstElementChild?.replaceWith(this.header());
    if (session.role !== 'family') return this.main.replaceChildren(session.signed_in ? this.otherRole() : door(wording, this.notice, (next) => this.enter(next)));
    this.clock ??= this.newClock();
    const view = new ChildView(this.city, wording, { onFailure: (error) => this.showFailure(error) });
    this.view = view;
    try {
      await view.open(this.main);
    } catch (error) {
      this.showFailure(error);
    }
  }

  private enter(session: Session): void {
    this.session = session;
    this.notice = '';
    void this.show().then(() => this.main.focus());
  }

  private otherRole(): HTMLElement {
    const { wording } = this;
    return h(
      'div',
      { class: 'message family-message' },
      h('h2', {}, wording.say('other_role_title')),
      h('p', {}, wording.say('other_role')),
      h('button', { type: 'button', class: 'primary', onclick: () => void this.leave() }, wording.say('leave_office')),
    );
  }

  private newClock(): SessionClock {
    const idleS = this.session.idle_s ?? IDLE_S;
    return new SessionClock(idleS, { onEnding: (leftS) => this.warn(leftS), onEnded: () => void this.end() });
  }

  private warn(leftS: number): void {
    const { wording } = this;
    const stay = () => {
      this.ending?.close();
      void this.clock?.stay().catch(() => undefined);
    };
    this.ending?.close();
    this.ending = openDialog(wording.say('ending_title'), wording, [
      h(
        'div',
        { class: 'dialog-form' },
        h('p', {}, wording.say('ending', { wait: wording.duration(leftS) })),
        h('div', { class: 'dialog-actions' }, h('button', { type: 'button', class: 'primary', onclick: stay }, wording.say('stay'))),
      ),
    ]);
  }

  private close(): void {
    this.clock?.stop();
    this.clock = null;
    this.ending?.close();
    this.ending = null;
    this.view?.close();
    this.view = null;
    this.session = { signed_in: false };
  }

  // The server has ended it, or is told to, should its clock be behind.
  private async end(): Promise<void> {
    const idleS = this.session.idle_s ?? IDLE_S;
    await signOut().catch(() => undefined);
    this.goToDoor(this.wording.say('ended', { wait: this.wording.duration(idleS) }));
  }

  private async leave(): Promise<void> {
    await signOut().catch(() => undefined);
    this.goToDoor(this.wording.say('signed_out'));
  }

  private goToDoor(notice: string): void {
    this.close();
    this.notice = notice;
    goTo({ part: '', values: {}, language: this.wording.language }, false);
    void this.show();
  }

  private showFailure(error: unknown): void {
    const { wording } = this;
    const kind = failureKind(error);
    if (kind === 'not_signed_in') return void this.end();
    if (kind === 'broken') console.error(error);
    this.close();
    const isAbsent = kind === 'absent';
    this.main.replaceChildren(
      h(
        'div',
        { class: isAbsent ? 'message family-message' : 'message is-failure family-message', role: 'alert' },
        h('h2', {}, wording.say(isAbsent ? 'no_office_title' : 'failed_title')),
        h('p', {}, wording.say(isAbsent ? 'no_office' : `failed_${kind}`)),
        isAbsent
          ? backToParents(wording)
          : h('button', { type: 'button', class: 'primary', onclick: () => void this.start() }, wording.say('again')),
      ),
    );
  }
}
