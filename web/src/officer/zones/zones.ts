// The step "zones": the list of plans, one plan on the desk, or two plans side
// by side, as the address says.

import './zones.css';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { PlanCompare } from './compare.ts';
import { readGround } from './ground.ts';
import { PlanDesk } from './plan_desk.ts';
import { PlanList } from './plan_list.ts';
import { PlanSheet } from './plan_sheet.ts';
import * as plans from './plans.ts';
import { wordingIn, type Wording } from './wording.ts';

class Zones implements Part {
  readonly element = h('div', { class: 'zones' });
  private readonly wording: Wording;
  private view: Part | null = null;
  private shown = '';
  private left = new AbortController();

  constructor(private readonly office: Office) {
    this.wording = wordingIn(office.language);
    this.follow();
  }

  follow(): void {
    const { plan = '', with: other = '' } = this.office.address().values;
    const wanted = `${plan} ${other}`;
    if (wanted === this.shown) return this.view?.follow?.();
    this.close();
    this.shown = wanted;
    if (plan === '') return this.show(new PlanList(this.office, this.wording));
    void this.open(plan, other);
  }

  close(): void {
    this.left.abort();
    this.left = new AbortController();
    this.view?.close?.();
    this.view = null;
    this.shown = '';
  }

  private show(view: Part): void {
    this.view = view;
    this.element.replaceChildren(view.element);
  }

  private async open(id: string, other: string): Promise<void> {
    const { signal } = this.left;
    this.element.replaceChildren(h('p', { class: 'office-waiting', role: 'status' }, this.wording.say('opening')));
    try {
      const view = other === '' ? await this.openDesk(id, signal) : await this.openCompare(id, other, signal);
      if (signal.aborted) view.close?.();
      else this.show(view);
    } catch (error) {
      if (signal.aborted) return;
      this.element.replaceChildren(h('p', { class: 'office-waiting' }, h('a', { href: `#/zones` }, `← ${this.wording.say('all_plans')}`)));
      this.office.fail(error);
    }
  }

  private async openDesk(id: string, signal: AbortSignal): Promise<Part> {
    const plan = await plans.readPlan(id);
    const [listed, ground] = await Promise.all([plans.listPlans(plan.level), readGround(plan.level, this.wording.say('no_name'))]);
    const sheet = await PlanSheet.open(plan, ground, signal);
    const now = listed.find(({ state, grade, year }) => state === 'in_force' && grade === plan.grade && year === plan.year);
    const inForce = now && now.plan !== id ? await plans.readMeasures(now.plan, signal, 0).catch(() => null) : null;
    return new PlanDesk(this.office, this.wording, sheet, listed.reverse(), inForce);
  }

  private async openCompare(id: string, other: string, signal: AbortSignal): Promise<Part> {
    const [plan, before] = await Promise.all([plans.readPlan(id), plans.readPlan(other)]);
    const ground = await readGround(plan.level, this.wording.say('no_name'));
    const diff = await plans.readDiff(id, other, signal);
    const sheets = { before: await PlanSheet.open(before, ground, signal), after: await PlanSheet.open(plan, ground, signal) };
    return new PlanCompare(this.office, this.wording, sheets, diff);
  }
}

export function openZones(office: Office): Part {
  return new Zones(office);
}
