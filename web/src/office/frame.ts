// The frame of the signed-in pages: who works here, the steps of the work, the
// jobs that run, and one part of the page at a time.
//
//     openOffice(root, { page: 'planner', roles: ['planner', 'admin'], parts: (language) => [ … ] });

import './office.css';
import type { City } from '../api/contract.ts';
import { readSession, signOut, type Role, type Session } from '../api/office.ts';
import { failureKind, ServiceError } from '../api/request.ts';
import { readCity } from '../api/service.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import { formatAddress, goTo, readAddress, type Address } from '../part/address.ts';
import { keepKeyboard } from '../part/keyboard_kept.ts';
import type { Language } from '../text/wording.ts';
import { JobDesk } from './jobs.ts';
import { jobTray } from './job_tray.ts';
import { Notice } from './notice.ts';
import type { Office, Part, PartEntry } from './office.ts';
import { newPasswordForm, signInForm } from './sign_in.ts';
import { wordingIn, type Wording } from './wording.ts';

export interface PageOptions {
  page: 'officer' | 'planner';
  roles: Role[];
  /** The parts that someone with this session has, in the order of the work. */
  parts(language: Language, session: Session): PartEntry[];
  /** What of the address goes along from part to part. */
  kept?: string[];
}

// The steps are about the same children: of what a step shows, this goes along.
const CARRIED = ['level', 'grade', 'year'];

function carried({ values }: Address): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => CARRIED.includes(name)));
}

class Frame {
  private readonly jobs = new JobDesk();
  private readonly notice = new Notice();
  private readonly stage = h('main', { class: 'office-part', id: 'part', tabindex: -1 });
  private wording: Wording;
  private entries: PartEntry[] = [];
  private part: Part | null = null;
  private opened = '';
  private steps = new Map<string, HTMLAnchorElement>();

  constructor(
    private readonly root: HTMLElement,
    private readonly options: PageOptions,
    private readonly city: City,
    private session: Session,
  ) {
    this.wording = wordingIn(readAddress().language);
    window.addEventListener('popstate', () => this.follow());
    window.addEventListener('hashchange', () => this.follow());
    keepKeyboard(this.stage);
  }

  start(): void {
    this.build();
    if (this.isWelcome()) void this.jobs.readAll().catch((error: unknown) => this.office().fail(error));
    this.follow();
  }

  private isWelcome(): boolean {
    const { signed_in, role, must_change_password } = this.session;
    return signed_in && !must_change_password && this.options.roles.some((one) => one === role);
  }

  private build(): void {
    const { language } = readAddress();
    this.wording = wordingIn(language);
    document.documentElement.lang = language;
    document.title = `${this.wording.say(`office_${this.options.page}`)} – ${this.wording.say('title')}`;
    this.entries = this.isWelcome() ? this.options.parts(language, this.session) : [];
    this.root.replaceChildren(this.header(), this.stage, this.notice.element);
    this.opened = '';
  }

  private header(): HTMLElement {
    const { wording } = this;
    return h(
      'header',
      { class: 'office-head' },
      h('div', { class: 'office-name' }, h('h1', { class: 'title' }, wording.say('title')), h('p', { class: 'city' }, this.city.name)),
      this.pages(),
      this.city.is_sample && h('p', { class: 'sample' }, icon('warning'), h('strong', {}, wording.say('sample'))),
      h('div', { class: 'office-who' }, ...(this.session.signed_in ? this.who() : []), this.languageButton()),
      this.entries.length > 0 && this.stepBar(),
    );
  }

  private pages(): HTMLElement {
    const { wording, options } = this;
    const link = (page: 'officer' | 'planner') =>
      h('a', { href: `/${page}${location.hash.includes('lang=en') ? '#/?lang=en' : ''}`, 'aria-current': page === options.page ? 'page' : null }, wording.say(`office_${page}`));
    return h('nav', { class: 'office-pages', 'aria-label': wording.say('pages') }, link('officer'), link('planner'), h('a', { href: '/' }, wording.say('parents_page')));
  }

  private who(): HTMLElement[] {
    const { wording, session } = this;
    const role = wording.say(`role_${session.role ?? 'officer'}`);
    const leave = async () => {
      await signOut();
      this.session = { signed_in: false };
      this.close();
      this.start();
    };
    return [
      jobTray(this.jobs, wording),
      h('span', { class: 'office-person' }, wording.say('signed_in_as', { name: session.full_name ?? session.name ?? '', role })),
      h('button', { type: 'button', class: 'language', onclick: () => void leave() }, wording.say('sign_out')),
    ];
  }

  private languageButton(): HTMLElement {
    const other: Language = this.wording.language === 'vi' ? 'en' : 'vi';
    const change = () => goTo({ ...readAddress(), language: other }, false);
    return h('button', { type: 'button', id: 'language', class: 'language', lang: other, onclick: change }, this.wording.say('other_language'));
  }

  private stepBar(): HTMLElement {
    this.steps = new Map(
      this.entries.map((entry, n) => [
        entry.name,
        h(
          'a',
          { class: 'office-step' },
          h('span', { class: 'office-step-number', 'aria-hidden': 'true' }, String(n + 1)),
          h('span', {}, h('strong', {}, entry.title), entry.hint && h('small', {}, entry.hint)),
        ),
      ]),
    );
    return h('nav', { class: 'office-steps', 'aria-label': this.wording.say('parts') }, ...this.steps.values());
  }

  private follow(): void {
    const address = readAddress();
    if (address.language !== this.wording.language) {
      this.close();
      this.build();
    }
    if (!this.isWelcome()) return this.showDoor();
    const entry = this.entries.find(({ name }) => name === address.part) ?? this.entries[0];
    if (!entry) return;
    for (const [name, step] of this.steps) {
      step.href = formatAddress({ part: name, values: carried(address), language: address.language });
      if (name === entry.name) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    }
    this.keepAlong(address);
    if (this.opened === entry.name) this.part?.follow?.();
    else void this.open(entry);
  }

  private keepAlong({ values, language }: Address): void {
    const kept = Object.fromEntries((this.options.kept ?? []).map((name) => [name, values[name] ?? '']));
    for (const [name, step] of this.steps) step.href = formatAddress({ part: name, values: kept, language });
  }

  private async open(entry: PartEntry): Promise<void> {
    this.close();
    this.opened = entry.name;
    const opensAt = location.hash;
    this.stage.replaceChildren(h('p', { class: 'office-waiting', role: 'status' }, this.wording.say('loading')));
    try {
      const part = await entry.open(this.office());
      if (this.opened !== entry.name) return part.close?.();
      this.part = part;
      this.stage.replaceChildren(part.element);
      scrollTo(0, 0);
      // Who pressed on while it opened has not been heard yet.
      if (location.hash !== opensAt) part.follow?.();
    } catch (error) {
      this.showFailure(error, () => void this.open(entry));
    }
  }

  private close(): void {
    this.part?.close?.();
    this.part = null;
    this.opened = '';
  }

  private showFailure(error: unknown, onAgain: () => void): void {
    const kind = failureKind(error);
    if (kind === 'not_signed_in') return void this.signInAgain();
    if (kind === 'broken') console.error(error);
    this.stage.replaceChildren(
      h(
        'div',
        { class: 'message is-failure', role: 'alert' },
        h('h2', {}, this.wording.say('failed_title')),
        h('p', {}, this.wording.say(`failed_${kind}`)),
        h('button', { type: 'button', class: 'primary', onclick: onAgain }, this.wording.say('again')),
      ),
    );
  }

  private showDoor(): void {
    const { wording, session } = this;
    const enter = (next: Session) => {
      this.session = next;
      this.start();
    };
    if (!session.signed_in) return this.stage.replaceChildren(signInForm(wording, session.has_oidc === true, enter));
    if (session.must_change_password) return this.stage.replaceChildren(newPasswordForm(wording, enter));
    this.stage.replaceChildren(
      h(
        'div',
        { class: 'message' },
        h('h2', {}, wording.say('wrong_role_title')),
        h('p', {}, wording.say('wrong_role', { role: wording.say(`role_${session.role ?? 'family'}`) })),
      ),
    );
  }

  private async signInAgain(): Promise<void> {
    this.session = await readSession().catch((): Session => ({ signed_in: false }));
    this.close();
    this.build();
    this.showDoor();
    if (!this.session.signed_in) this.notice.say(this.wording.say('failed_not_signed_in'));
  }

  private office(): Office {
    const { city, session, jobs, notice } = this;
    return {
      city,
      session,
      jobs,
      language: this.wording.language,
      address: readAddress,
      go: (values, isStep = true) => {
        const address: Address = { ...readAddress(), part: this.opened };
        goTo({ ...address, values: { ...address.values, ...values } }, isStep);
      },
      say: (sentence, action) => notice.say(sentence, action),
      fail: (error) => this.fail(error),
    };
  }

  // The service's own sentence says what is at fault; ours, what to do.
  private fail(error: unknown): void {
    const kind = failureKind(error);
    if (kind === 'not_signed_in') return void this.signInAgain();
    if (kind === 'broken') console.error(error);
    const own = this.wording.say(`failed_${kind}`);
    const told = error instanceof ServiceError && kind !== 'unreachable' && kind !== 'broken' ? ` (${error.message})` : '';
    this.notice.say(own + told);
  }
}

function noOffice(wording: Wording): HTMLElement {
  return h('main', { class: 'message' }, h('h1', {}, wording.say('no_office_title')), h('p', {}, wording.say('no_office')));
}

export async function openOffice(root: HTMLElement, options: PageOptions): Promise<void> {
  const wording = wordingIn(readAddress().language);
  try {
    const [city, session] = await Promise.all([readCity(), readSession()]);
    new Frame(root, options, city, session).start();
  } catch (error) {
    const kind = failureKind(error);
    if (kind === 'absent') return root.replaceChildren(noOffice(wording));
    root.replaceChildren(
      h(
        'main',
        { class: 'message is-failure', role: 'alert' },
        h('h1', {}, wording.say('failed_title')),
        h('p', {}, wording.say(`failed_${kind}`)),
        h('button', { type: 'button', class: 'primary', onclick: () => void openOffice(root, options) }, wording.say('again')),
      ),
    );
  }
}
