// The fifth step: what families contest. The queue at the left, the map of the
// chosen one in the middle, and at the right the case with its effect and the
// answer. Everything chosen is in the address.

import '../../contest/contest.css';
import './contests.css';
import type { LonLat } from '../../api/contract.ts';
import { decideContest, readContest, readPupil, readPupilExplanation, readPupilRoute, tryContest, type Contest, type Pupil } from '../../api/contests.ts';
import type { Job } from '../../api/office.ts';
import { failureKind } from '../../api/request.ts';
import { CaseMap } from '../../contest/case_map.ts';
import type { CaseScene } from '../../contest/case_style.ts';
import { h } from '../../element.ts';
import { levelOfGrade } from '../../level_shape.ts';
import { hasEnded } from '../../office/jobs.ts';
import type { Office, Part } from '../../office/office.ts';
import { goTo } from '../../part/address.ts';
import { casePane, type Case } from './case_pane.ts';
import { openCode } from './code.ts';
import { daysList } from './days.ts';
import { readDays, readDesk, type Desk } from './desk.ts';
import { KINDS, Queue, STATES, type Chosen } from './queue.ts';
import { wordingIn, type Wording } from './wording.ts';

class ContestsPart implements Part {
  readonly element = h('div', { class: 'desk contests' });
  private readonly wording: Wording;
  private readonly queue: Queue;
  private readonly map: CaseMap;
  private readonly left = h('div', { class: 'desk-side' });
  private readonly right = h('div', { class: 'desk-side', 'aria-live': 'off' });
  private readonly closing = new AbortController();
  private one: Case | null = null;
  private isMapOpen = false;

  constructor(
    private readonly office: Office,
    private readonly desk: Desk,
  ) {
    this.wording = wordingIn(office.language);
    this.queue = new Queue(this.wording, (change) => this.choose(change));
    this.map = new CaseMap(office.city, this.wording, this.wording.say('queue_map'));
    if (desk.contests) this.element.append(this.left, this.map.element, this.right);
    else this.element.replaceChildren(this.left);
    this.follow();
  }

  follow(): void {
    this.showLeft();
    if (!this.desk.contests) return;
    const { contest } = this.chosen();
    if (contest === null) this.showNothing();
    else if (contest !== this.one?.contest.id) void this.openCase(contest);
  }

  close(): void {
    this.closing.abort();
    this.map.close();
  }

  private chosen(): Chosen {
    const { state, kind, contest } = this.office.address().values;
    return {
      state: STATES.find((one) => one === state) ?? 'open',
      kind: KINDS.find((one) => one === kind) ?? null,
      contest: contest ?? null,
    };
  }

  private choose(change: Partial<Chosen>): void {
    const { state, kind, contest } = { ...this.chosen(), ...change };
    this.office.go({ state: state === 'open' ? '' : state, kind: kind ?? '', contest: contest ?? '' });
  }

  private showLeft(): void {
    const { desk, office, wording } = this;
    const days = daysList(desk.days, office, wording, () => void this.readDays());
    if (!desk.contests) {
      const isStaffOnly = office.session.role !== 'officer';
      return this.left.replaceChildren(days, ...(isStaffOnly ? [h('p', {}, wording.say('not_officer'))] : []));
    }
    this.queue.show(desk.contests, this.chosen());
    if (!this.queue.element.isConnected) this.left.replaceChildren(this.queue.element, days);
  }

  private async readDays(): Promise<void> {
    try {
      this.desk.days = await readDays(this.office.city, this.office.session.role);
      this.left.replaceChildren();
      this.showLeft();
    } catch (error) {
      this.office.fail(error);
    }
  }

  private showNothing(sentence: 'choose' | 'gone' = 'choose'): void {
    this.one = null;
    this.right.replaceChildren(h('p', { class: 'case-none' }, this.wording.say(sentence)));
    this.showMap();
  }

  private async openCase(id: string): Promise<void> {
    const { signal } = this.closing;
    try {
      const contest = await readContest(id);
      const pupil = await readPupil(contest.pupil);
      if (signal.aborted || this.chosen().contest !== id) return;
      this.one = { contest, pupil, route: null, explanation: null, explanationFailed: null, trying: null, applying: null };
      this.findJobs(this.one);
      this.show();
      this.right.scrollTop = 0;
      this.right.querySelector<HTMLElement>('#case-title')?.focus({ preventScroll: true });
      this.showMap();
      void this.showWay(this.one);
    } catch (error) {
      if (failureKind(error) === 'absent') this.showNothing('gone');
      else this.office.fail(error);
    }
  }

  // A child without a place, or without a way, has none to show.
  private async showWay(one: Case): Promise<void> {
    one.route = await readPupilRoute(one.pupil.id, this.closing.signal).catch(() => null);
    if (this.one === one && !this.closing.signal.aborted) this.showMap();
  }

  // A job that was ordered before the page was left goes on here.
  private findJobs(one: Case): void {
    for (const job of this.office.jobs.jobs) {
      if (hasEnded(job) || job.options['contest'] !== one.contest.id) continue;
      void this.watch(one, job.options['verb'] === 'apply' ? 'applying' : 'trying', job.id);
    }
  }

  private show(): void {
    const { one, desk, wording } = this;
    if (!one) return;
    const isWhyOpen = this.right.querySelector<HTMLDetailsElement>('.case-why')?.open ?? false;
    const reason = this.right.querySelector<HTMLTextAreaElement>('#reason')?.value ?? '';
    const hadFocus = this.right.contains(document.activeElement);
    const focused = document.activeElement?.id;
    const isSame = this.right.querySelector('.case')?.getAttribute('data-contest') === one.contest.id;
    const handlers = {
      onWhy: () => void this.explain(one),
      onCode: () => void openCode(one.pupil, this.office, wording),
      onSee: () => void this.see(one),
      onDecide: (decision: 'accept' | 'refuse', words: string) => void this.decide(one, decision, words),
    };
    this.right.replaceChildren(casePane(one, desk.schools, wording, handlers, isSame && isWhyOpen));
    const area = this.right.querySelector<HTMLTextAreaElement>('#reason');
    if (area && isSame) area.value = reason;
    // What had the keyboard may be gone, as the buttons of a contest that is decided.
    const there = focused ? document.getElementById(focused) : null;
    (there ?? (hadFocus ? document.getElementById('case-title') : null))?.focus({ preventScroll: true });
  }

  private scene(): CaseScene {
    const { one, desk } = this;
    if (!one) return { level: 'primary', home: null, school: null, others: [], route: null, proposed: null };
    const { contest, pupil } = one;
    const school = desk.schools.get(pupil.placement?.school ?? '') ?? null;
    const asked = desk.schools.get(contest.school ?? '');
    const others = (one.explanation?.before ?? []).map((before) => desk.schools.get(before.school));
    return {
      level: levelOfGrade(pupil.grade),
      home: pupil.at as LonLat,
      school,
      others: [asked, ...others].filter((one) => one !== undefined),
      route: one.route?.geometry?.coordinates ?? null,
      proposed: contest.kind === 'other' ? null : { kind: contest.kind, places: contest.places },
    };
  }

  private showMap(): void {
    this.map.show(this.scene());
    if (this.isMapOpen) return;
    this.isMapOpen = true;
    void this.map.open(this.scene());
  }

  private async explain(one: Case): Promise<void> {
    if (one.explanation) return;
    try {
      one.explanation = await readPupilExplanation(one.pupil.id, this.office.language, this.closing.signal);
    } catch (error) {
      one.explanationFailed = failureKind(error);
    }
    if (this.one !== one || this.closing.signal.aborted) return;
    this.show();
    this.showMap();
  }

  private async see(one: Case): Promise<void> {
    try {
      await this.watch(one, 'trying', await tryContest(one.contest.id));
    } catch (error) {
      this.office.fail(error);
    }
  }

  private async watch(one: Case, what: 'trying' | 'applying', id: string): Promise<void> {
    const job = await this.office.jobs.watch(id, (now) => {
      one[what] = now;
      if (this.one === one && !hasEnded(now)) this.show();
    });
    await this.reread(one);
    if (what === 'applying' && job.state === 'done') this.sayDraft(job, one.pupil);
    document.getElementById(what === 'trying' ? 'see-effect' : 'case-title')?.focus({ preventScroll: true });
  }

  // The command prints the id of the draft that follows.
  private sayDraft(job: Job, { grade, year }: Pupil): void {
    const round = typeof job.result === 'string' ? job.result.trim() : '';
    const values = { round, grade: String(grade), year: String(year) };
    const open = () => goTo({ part: 'placing', values, language: this.office.language });
    const sentence = `${this.wording.say('decided_accept')} ${this.wording.say('new_draft', { round: round.slice(0, 8) })}`;
    this.office.say(sentence, { label: this.wording.say('open_draft'), act: open });
  }

  private async reread(one: Case): Promise<void> {
    const contest = await readContest(one.contest.id);
    const pupil = await readPupil(contest.pupil);
    one.contest = contest;
    one.pupil = pupil;
    this.replace(contest);
    if (this.one !== one || this.closing.signal.aborted) return;
    this.show();
    this.showMap();
  }

  private replace(contest: Contest): void {
    const { contests } = this.desk;
    if (!contests) return;
    this.desk.contests = contests.map((one) => (one.id === contest.id ? contest : one));
    this.showLeft();
  }

  private async decide(one: Case, decision: 'accept' | 'refuse', reason: string): Promise<void> {
    try {
      const job = await decideContest(one.contest.id, decision, reason);
      if (job !== null) return await this.watch(one, 'applying', job);
      await this.reread(one);
      this.office.say(this.wording.say(`decided_${decision}`));
    } catch (error) {
      this.office.fail(error);
      await this.reread(one).catch(() => undefined);
    }
  }
}

export async function openContests(office: Office): Promise<Part> {
  return new ContestsPart(office, await readDesk(office.city, office.session));
}
