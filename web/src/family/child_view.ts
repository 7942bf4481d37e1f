// Behind the door: a column with the result, why, and the contests, or the form
// of a new one; and the map, fetched once the result can be read.

import type { City, LonLat, School } from '../api/contract.ts';
import { withdrawContest, type ContestKind, type FamilyContest } from '../api/family.ts';
import { CaseMap } from '../contest/case_map.ts';
import type { CaseScene, CaseSchool } from '../contest/case_style.ts';
import { why } from '../contest/why.ts';
import { h } from '../element.ts';
import { levelOfGrade } from '../level_shape.ts';
import { goTo, readAddress } from '../part/address.ts';
import { confirm } from '../part/dialog.ts';
import { contestList, mayContest } from './contest_list.ts';
import { ContestForm } from './contest_form.ts';
import { readKnown, readWay, readWhy, type Known } from './known.ts';
import { result } from './result.ts';
import type { Wording } from './wording.ts';

export interface ChildHandlers {
  onFailure(error: unknown): void;
}

const KINDS = ['pin', 'lane', 'gate', 'other'];

export class ChildView {
  private known: Known | null = null;
  private form: ContestForm | null = null;
  private proposed: CaseScene['proposed'] = null;
  private readonly map: CaseMap;
  private readonly column = h('div', { class: 'family-column', id: 'column' });
  private readonly said = h('p', { class: 'family-notice', role: 'status', hidden: true });
  private readonly asking = new AbortController();

  constructor(
    city: City,
    private readonly wording: Wording,
    private readonly handlers: ChildHandlers,
  ) {
    this.map = new CaseMap(city, wording, wording.say('map_label'));
  }

  /** Answers first; then, beside what can be read, the map. Throws when nothing can be. */
  async open(into: HTMLElement): Promise<void> {
    const known = await readKnown();
    if (this.asking.signal.aborted) return;
    this.known = known;
    into.replaceChildren(h('div', { class: 'family-case' }, this.column, this.map.element));
    this.follow();
    const { signal } = this.asking;
    const more = () => this.show();
    await readWay(known, signal, more);
    void readWhy(known, this.wording.language, signal, more);
    if (signal.aborted) return;
    await this.map.open(this.scene());
  }

  close(): void {
    this.asking.abort();
    this.map.close();
  }

  /** The address has changed. */
  follow(): void {
    if (!this.known) return;
    const { part, values } = readAddress();
    if (part !== 'contest' || !mayContest(this.known.child, this.known.contests)) {
      if (this.form) this.putFormAway();
      return this.show();
    }
    if (!this.form) this.openForm(this.known);
    const kind = values['kind'] ?? '';
    this.form?.choose(KINDS.includes(kind) ? (kind as ContestKind) : null);
  }

  private show(): void {
    const { known, wording } = this;
    if (!known) return;
    this.map.show(this.scene());
    if (this.form) return;
    const isOpen = [...this.column.querySelectorAll('details')].map((one) => one.open);
    const focused = document.activeElement?.id;
    const handlers = { onBegin: () => this.begin(), onWithdraw: (contest: FamilyContest) => void this.withdraw(contest), onRefresh: () => void this.refresh() };
    const reasons = known.child.placement ? why(known.explanation, known.explanationFailed, wording) : null;
    const parts = [this.said, result(known, wording), reasons, contestList(known, wording, handlers), this.foot()];
    this.column.replaceChildren(...parts.filter((part) => part !== null));
    this.column.querySelectorAll('details').forEach((one, n) => (one.open = isOpen[n] ?? false));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  private foot(): HTMLElement {
    const today = this.wording.date(new Date().toISOString());
    return h(
      'footer',
      { class: 'family-foot' },
      h('p', {}, this.wording.say('official')),
      h('p', { class: 'on-paper' }, this.wording.say('print_made', { date: today })),
    );
  }

  private scene(): CaseScene {
    const { child, route, explanation, schools } = this.known as Known;
    const place = (id: string | null | undefined): CaseSchool | null => {
      const school = schools.get(id ?? '');
      return school ? { id: school.id, name: school.name, at: school.at } : null;
    };
    const before = this.form ? [] : (explanation?.before ?? []);
    return {
      level: levelOfGrade(child.grade),
      home: child.at as LonLat,
      school: place(child.placement?.school),
      others: before.map(({ school }) => place(school)).filter((school) => school !== null),
      route: route?.geometry?.coordinates ?? null,
      proposed: this.proposed,
    };
  }

  private say(sentence: string): void {
    this.said.textContent = sentence;
    this.said.hidden = false;
    this.said.scrollIntoView({ block: 'nearest' });
  }

  private begin(): void {
    goTo({ ...readAddress(), part: 'contest', values: {} });
    this.form?.element.querySelector('h2')?.focus();
  }

  private openForm({ child, schools }: Known): void {
    const own = schools.get(child.placement?.school ?? '');
    const others = [...schools.values()].filter((school) => school !== own);
    this.form = new ContestForm(child.at as LonLat, [own, ...others].filter((school): school is School => school !== undefined), this.wording, {
      onKind: (kind) => goTo({ ...readAddress(), part: 'contest', values: { kind } }, false),
      onDrawn: (pen, proposed) => {
        this.proposed = proposed;
        this.map.draw(pen);
        this.map.show(this.scene());
      },
      onLook: (at) => this.map.lookNear(at),
      onSent: () => void this.sent(),
      onFailure: (error) => this.handlers.onFailure(error),
      onCancel: () => this.backToResult(),
    });
    this.column.replaceChildren(this.form.element);
    this.column.scrollTop = 0;
  }

  private putFormAway(): void {
    this.form = null;
    this.proposed = null;
    this.map.draw(null);
  }

  private backToResult(): void {
    goTo({ ...readAddress(), part: '', values: {} }, false);
    document.getElementById('begin-contest')?.focus();
  }

  private async sent(): Promise<void> {
    await this.refresh();
    this.say(this.wording.say('sent'));
    this.backToResult();
    this.said.scrollIntoView({ block: 'nearest' });
  }

  private async refresh(): Promise<void> {
    try {
      const { child, contests } = await readKnown();
      if (!this.known) return;
      this.known = { ...this.known, child, contests };
      this.show();
    } catch (error) {
      this.handlers.onFailure(error);
    }
  }

  private async withdraw({ id }: FamilyContest): Promise<void> {
    const { wording } = this;
    const question = { title: wording.say('withdraw'), content: [h('p', {}, wording.say('withdraw_sure'))], action: wording.say('withdraw') };
    if (!(await confirm(question, wording))) return;
    try {
      await withdrawContest(id);
    } catch (error) {
      return this.handlers.onFailure(error);
    }
    await this.refresh();
    this.say(wording.say('withdrawn'));
  }
}
