// Two plans of a level side by side: a map of each under a swipe line, their
// measures in two columns, and the list of who changes, by ward, school and
// unit. Numbers of children, never children.

import type { Office, Part } from '../../office/office.ts';
import { h } from '../../element.ts';
import { formatAddress } from '../../part/address.ts';
import { segmentSwitch } from '../../part/switch.ts';
import { changeTables, type ChangeView } from './change_tables.ts';
import { measureTable } from './measures.ts';
import { PlanMap } from './plan_map.ts';
import { planMade, planName, stateChip } from './plan_words.ts';
import * as plans from './plans.ts';
import type { PlanSheet } from './plan_sheet.ts';
import { Swipe } from './swipe.ts';
import type { Wording } from './wording.ts';

const VIEWS: ChangeView[] = ['ward', 'school', 'unit'];

export class PlanCompare implements Part {
  readonly element: HTMLElement;
  private readonly maps: [PlanMap, PlanMap];
  private readonly swipe: Swipe;
  private readonly tables;
  private readonly views;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    private readonly sheets: { before: PlanSheet; after: PlanSheet },
    diff: plans.Diff,
  ) {
    const { before, after } = sheets;
    const newMap = (sheet: PlanSheet) => new PlanMap(office.city, sheet, wording, `${wording.say('map')}: ${planName(sheet.plan, wording)}`);
    this.maps = [newMap(before), newMap(after)];
    this.swipe = new Swipe(this.maps[0].stage.element, this.maps[1].stage.element, wording);
    this.tables = changeTables(after, diff, wording);
    const segments = VIEWS.map((name) => ({ name, label: wording.say(`by_${name}`) }));
    this.views = segmentSwitch<ChangeView>('changes', wording.say('who_changes'), segments, (changes) => office.go({ changes }, false));
    const values = { n: wording.count(diff.entrants_moved), units: wording.count(diff.units.length), wards: wording.count(diff.wards.length) };
    const heads = [wording.say('after'), wording.say('before')];
    this.element = h(
      'div',
      { class: 'compare' },
      h(
        'div',
        { class: 'compare-side' },
        h('a', { class: 'plan-back', href: formatAddress({ part: 'zones', values: { plan: after.plan.plan }, language: office.language }) }, `← ${wording.say('back_to_plan')}`),
        h('h2', {}, wording.say('who_changes')),
        h('p', { class: 'compare-finding' }, wording.say(diff.entrants_moved > 0 || diff.units.length > 0 ? 'changes_some' : 'changes_none', values)),
        this.views.element,
        ...Object.values(this.tables).map(({ element }) => element),
        measureTable(wording.say('measures'), heads, [diff.after, diff.before], wording),
      ),
      h('div', { class: 'compare-stage' }, h('div', { class: 'compare-names' }, this.name(before, 'before'), this.name(after, 'after')), this.swipe.element, h('p', { class: 'plan-legend' }, h('span', { class: 'legend-changed' }, wording.say('legend_changed')))),
    );
    this.follow();
    void this.openMaps(diff);
  }

  follow(): void {
    const asked = this.office.address().values['changes'];
    const view = VIEWS.find((name) => name === asked) ?? 'ward';
    this.views.show(view);
    for (const name of VIEWS) this.tables[name].element.hidden = name !== view;
    this.tables[view].draw();
  }

  close(): void {
    this.swipe.close();
    for (const map of this.maps) map.close();
    this.sheets.before.close();
    this.sheets.after.close();
  }

  private name(sheet: PlanSheet, side: 'before' | 'after'): HTMLElement {
    const { wording } = this;
    return h('div', { class: `compare-name is-${side}` }, h('p', {}, h('strong', {}, `${wording.say(side)}: ${planName(sheet.plan, wording)}`), ' ', stateChip(sheet.plan, wording)), h('p', { class: 'field-hint' }, planMade(sheet.plan, wording)));
  }

  private async openMaps(diff: plans.Diff): Promise<void> {
    const { before, after } = this.sheets;
    const opened = await Promise.all(this.maps.map((map) => map.open({ isAlone: false })));
    if (after.signal.aborted) return;
    this.maps.forEach((map, n) => {
      const sheet = n === 0 ? before : after;
      map.markChanged(diff.units.map(({ unit }) => sheet.place.get(unit) ?? -1));
      void plans.readOutlines(sheet.plan.plan, sheet.signal).then((outlines) => map.showOutlines(outlines)).catch(() => undefined);
    });
    const [left, right] = opened;
    if (left && right) this.swipe.join(left, right);
  }
}
