// The left of the desk: which plan this is and what state it is in, the tools,
// the measures of the whole, and what can become of the plan.

import { h, writeText } from '../../element.ts';
import { icon } from '../../icons.ts';
import { formatAddress } from '../../part/address.ts';
import { segmentSwitch } from '../../part/switch.ts';
import type { Office } from '../../office/office.ts';
import { pick } from './fields.ts';
import { MeasureTable } from './measures.ts';
import { NO_SCHOOL } from './no_school.ts';
import { planChoice, planMade, planName, planOf, stateChip } from './plan_words.ts';
import type { Measures, Plan } from './plans.ts';
import type { PlanSheet } from './plan_sheet.ts';
import { canDraw, canPublish } from './rights.ts';
import type { Wording } from './wording.ts';

export type Tool = 'look' | 'paint';

export interface PanelHandlers {
  onTool(tool: Tool): void;
  onTarget(school: number): void;
  onUndo(): void;
  onRedo(): void;
  onCompare(plan: string): void;
  onCopy(): void;
  onPublish(): void;
  onPropose(): void;
  onRemove(): void;
}

const NOT_CHOSEN = 'choose';
// An answer that comes sooner is not worth a word that it is awaited.
const SLOW_MS = 200;

export class PlanPanel {
  readonly element = h('div', { class: 'desk-side plan-panel' });
  private readonly measures = h('div', { class: 'plan-measures' });
  private readonly table: MeasureTable;
  private slow = 0;
  private isLate = false;
  private readonly saved = h('p', { class: 'field-hint plan-saved', role: 'status' });
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly tools;
  private readonly target;

  constructor(
    private readonly sheet: PlanSheet,
    private readonly office: Office,
    private readonly wording: Wording,
    private readonly handlers: PanelHandlers,
    private readonly inForce: Measures | null,
    listed: Plan[],
  ) {
    const heads = [wording.say('this_plan'), ...(inForce ? [wording.say('in_force')] : [])];
    this.table = new MeasureTable(wording.say('measures'), heads, wording);
    this.measures.append(this.table.element);
    this.undo = this.button('undo', () => handlers.onUndo(), 'Control+Z');
    this.redo = this.button('redo', () => handlers.onRedo(), 'Control+Shift+Z');
    this.tools = segmentSwitch<Tool>(
      'plan-tool',
      wording.say('tool'),
      [
        { name: 'look', label: wording.say('tool_look') },
        { name: 'paint', label: wording.say('tool_paint') },
      ],
      (tool) => handlers.onTool(tool),
    );
    this.target = pick(wording.say('paint_to'), this.targets(), (value) => value !== NOT_CHOSEN && handlers.onTarget(Number(value)));
    this.target.element.classList.add('plan-target');
    this.element.append(...this.head(), ...this.work(), this.measures, ...this.ends(listed));
    this.refresh();
  }

  showTool(tool: Tool, target: number | null): void {
    this.tools.show(tool);
    this.target.show(target === null ? NOT_CHOSEN : String(target));
  }

  /** The measures as they are now. Called with every unit the brush comes over. */
  refresh(): void {
    const { isBusy } = this.sheet;
    if (!isBusy) {
      clearTimeout(this.slow);
      this.slow = 0;
    } else if (!this.slow) this.slow = window.setTimeout(() => this.draw(this.sheet.isBusy), SLOW_MS);
    this.draw(isBusy && this.isLate);
  }

  private draw(isLate: boolean): void {
    const { sheet, wording } = this;
    this.isLate = isLate;
    this.table.show([sheet.wholeNow(), ...(this.inForce ? [this.inForce] : [])], isLate);
    this.measures.dataset['step'] = sheet.isBusy ? '' : String(sheet.step);
    this.undo.disabled = !sheet.canUndo;
    this.redo.disabled = !sheet.canRedo;
    if (sheet.units.is_draft) writeText(this.saved, isLate ? wording.say('saving') : sheet.step > 0 ? wording.say('saved_step', { n: wording.count(sheet.step) }) : '');
  }

  private head(): HTMLElement[] {
    const { wording, office } = this;
    const { plan } = this.sheet;
    const list = formatAddress({ part: 'zones', values: { level: plan.level }, language: office.language });
    return [
      h('a', { class: 'plan-back', href: list }, `← ${wording.say('all_plans')}`),
      h('p', { class: 'plan-card-head' }, h('strong', { class: 'plan-name' }, planName(plan, wording)), stateChip(plan, wording)),
      h('p', { class: 'field-hint' }, planOf(plan, wording)),
      h('p', { class: 'field-hint plan-made' }, planMade(plan, wording)),
    ];
  }

  private work(): HTMLElement[] {
    const { wording, sheet, office, handlers } = this;
    if (!canDraw(office.session)) return [h('p', { class: 'field-hint' }, wording.say('only_look'))];
    if (!sheet.units.is_draft) {
      return [
        h('p', { class: 'field-hint' }, wording.say('frozen')),
        h('button', { type: 'button', class: 'primary', onclick: () => handlers.onCopy() }, wording.say('frozen_copy')),
      ];
    }
    return [
      this.tools.element,
      this.target.element,
      h('div', { class: 'actions' }, this.undo, this.redo),
      this.saved,
      h('details', { class: 'plan-how' }, h('summary', {}, wording.say('tool_how')), h('p', { class: 'field-hint' }, wording.say('paint_how'))),
    ];
  }

  private ends(listed: Plan[]): HTMLElement[] {
    const { wording, sheet, office, handlers } = this;
    const others = listed.filter(({ plan }) => plan !== sheet.plan.plan);
    const choices = [{ value: '', label: wording.say('compare_choose') }, ...others.map((plan) => ({ value: plan.plan, label: planChoice(plan, wording) }))];
    const compare = pick(wording.say('compare_with'), choices, (plan) => (go.disabled = plan === ''));
    // Which plan is chosen with the arrows, too: only the button leads away.
    const go = h('button', { type: 'button', class: 'quiet', 'data-act': 'compare', disabled: true, onclick: () => handlers.onCompare(compare.value()) }, wording.say('compare'));
    const act = (name: 'publish' | 'propose' | 'remove', kind: string, onclick: () => void) => h('button', { type: 'button', class: kind, 'data-act': name, onclick }, wording.say(name));
    const isDraft = sheet.plan.state === 'draft';
    return [
      ...(others.length > 0 ? [h('div', { class: 'plan-compare' }, compare.element, go)] : []),
      h(
        'div',
        { class: 'plan-ends' },
        canPublish(office.session) && sheet.plan.state !== 'in_force' && act('publish', 'primary', () => handlers.onPublish()),
        canDraw(office.session) && isDraft && act('propose', 'primary', () => handlers.onPropose()),
        canDraw(office.session) && isDraft && act('remove', 'quiet', () => handlers.onRemove()),
      ),
    ];
  }

  private targets() {
    const { sheet, wording } = this;
    const schools = [...sheet.units.schools.keys()].map((place) => ({ value: String(place), label: sheet.schoolName(place) }));
    schools.sort((one, other) => one.label.localeCompare(other.label, 'vi'));
    return [{ value: NOT_CHOSEN, label: wording.say('paint_choose') }, ...schools, { value: String(NO_SCHOOL), label: wording.say('paint_none') }];
  }

  private button(name: 'undo' | 'redo', onclick: () => void, keys: string): HTMLButtonElement {
    return h('button', { type: 'button', class: 'quiet', 'data-act': name, 'aria-keyshortcuts': keys, onclick }, icon(name), this.wording.say(name));
  }
}
