// One plan on the desk: the plan and its tools at the left, map and tables in
// the middle, what is selected at the right. This file lets them follow each
// other; each of them knows its own part.

import type { LonLat } from '../../api/contract.ts';
import type { Map as MapLibre } from 'maplibre-gl';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { Brush } from './brush.ts';
import { ChosenPanel } from './chosen_panel.ts';
import { isArrow, unitNearest, unitThatWay } from './map_keys.ts';
import { newsSentence } from './news.ts';
import { NO_SCHOOL } from './no_school.ts';
import { PlanActs } from './plan_acts.ts';
import { PlanDrawing } from './plan_drawing.ts';
import { PlanMap } from './plan_map.ts';
import { PlanPanel, type Tool } from './plan_panel.ts';
import * as plans from './plans.ts';
import type { PlanSheet, SheetNews } from './plan_sheet.ts';
import { PlanTables, type TableName } from './plan_tables.ts';
import { canDraw } from './rights.ts';
import { Stroke } from './stroke.ts';
import type { Wording } from './wording.ts';

export class PlanDesk implements Part {
  readonly element: HTMLElement;
  private readonly map: PlanMap;
  private readonly panel: PlanPanel;
  private readonly tables: PlanTables;
  private readonly chosen: ChosenPanel;
  private readonly stroke: Stroke;
  private readonly drawing: PlanDrawing;
  private readonly live = h('p', { class: 'hidden', 'aria-live': 'polite' });
  private readonly canPaint: boolean;
  private brush: Brush | null = null;
  private tool: Tool = 'look';
  private target: number | null = null;
  private zone = NO_SCHOOL;
  private unit = -1;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    private readonly sheet: PlanSheet,
    listed: plans.Plan[],
    inForce: plans.Measures | null,
  ) {
    this.canPaint = sheet.units.is_draft && canDraw(office.session);
    const acts = new PlanActs(sheet, office, wording);
    this.map = new PlanMap(office.city, sheet, wording, wording.say('map'));
    this.panel = new PlanPanel(
      sheet,
      office,
      wording,
      { onTool: (tool) => this.use(tool), onTarget: (school) => this.aim(school), onUndo: () => this.undo(), onRedo: () => this.redo(), ...acts.handlers() },
      inForce,
      listed,
    );
    this.tables = new PlanTables(sheet, wording, { onZone: (school) => this.pickZone(school), onUnit: (unit) => this.pickUnit(unit), onTable: (table) => office.go({ table }, false) });
    this.chosen = new ChosenPanel(sheet, wording, {
      canPaint: this.canPaint,
      onPaintTo: (school) => this.aim(school),
      onZone: (school) => this.pickZone(school),
      onGive: (unit, school) => this.give([unit], school),
      onLock: (unit, isLocked) => sheet.lock([unit], isLocked),
    });
    this.stroke = new Stroke(sheet);
    this.drawing = new PlanDrawing(sheet, { map: this.map, chosen: this.chosen, tables: this.tables });
    const middle = h('div', { class: 'plan-middle' }, this.map.stage.element, this.legend(), this.tables.element, this.live);
    this.element = h('div', { class: `desk plan-desk${sheet.plan.state === 'draft' ? ' is-draft' : ''}` }, this.panel.element, middle, this.chosen.element);
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.listen();
    this.follow();
    void this.openMap();
  }

  follow(): void {
    const { values } = this.office.address();
    this.tool = this.canPaint && values['tool'] === 'paint' ? 'paint' : 'look';
    this.target = values['to'] === 'none' ? NO_SCHOOL : (this.schoolOf(values['to']) ?? null);
    this.zone = this.schoolOf(values['school']) ?? NO_SCHOOL;
    this.unit = this.sheet.place.get(values['unit'] ?? '') ?? -1;
    this.tables.open(values['table'] === 'units' ? 'units' : ('zones' as TableName));
    this.showChoice();
  }

  close(): void {
    this.drawing.close();
    this.brush?.close();
    this.sheet.close();
    this.map.close();
  }

  private schoolOf(id: string | undefined): number | null {
    const place = id ? this.sheet.placeOfSchool(id) : NO_SCHOOL;
    return place === NO_SCHOOL ? null : place;
  }

  private listen(): void {
    const { sheet } = this;
    sheet.onMeasured = () => this.panel.refresh();
    sheet.onTouched = () => this.drawing.ask();
    sheet.onNews = (news) => this.tell(news);
    sheet.onQuiet = () => void this.refine();
  }

  private tell(news: SheetNews): void {
    this.map.dry();
    if (news.kind === 'failed') return this.office.fail(news.error);
    this.office.say(newsSentence(news, this.sheet, this.wording));
  }

  // Outlines and shapes are drawn when the brush rests.
  private async refine(): Promise<void> {
    try {
      const [outlines] = await Promise.all([plans.readOutlines(this.sheet.plan.plan, this.sheet.signal), this.sheet.remeasure()]);
      this.map.showOutlines(outlines);
    } catch (error) {
      if (!this.sheet.signal.aborted) this.office.fail(error);
    }
  }

  private async openMap(): Promise<void> {
    const map = await this.map.open();
    if (!map || this.sheet.signal.aborted) return;
    void plans.readOutlines(this.sheet.plan.plan, this.sheet.signal).then((outlines) => this.map.showOutlines(outlines)).catch(() => undefined);
    map.on('click', (event) => this.tapped(event.point));
    map.getCanvasContainer().addEventListener('keydown', (event) => this.mapKey(event, map), { capture: true });
    this.brush = new Brush(map, {
      // A school is pressed to paint to it.
      isPaintingAt: (point) => this.tool === 'paint' && !this.map.isRingAt(point),
      unitAt: (point) => this.map.unitAt(point),
      onOver: (unit) => this.paintOver(unit),
      onEnd: () => this.stroke.end(),
      onCancel: () => this.takeBackStroke(),
    });
    this.showChoice();
  }

  // Choosing -----------------------------------------------------------------

  private use(tool: Tool): void {
    this.office.go({ tool: tool === 'look' ? '' : tool }, false);
  }

  private aim(school: number): void {
    this.office.go({ tool: 'paint', to: school === NO_SCHOOL ? 'none' : (this.sheet.units.schools[school] ?? ''), ...(school >= 0 && { school: this.sheet.units.schools[school] ?? '', unit: '' }) }, false);
  }

  private pickZone(school: number): void {
    if (this.tool === 'paint') return this.aim(school);
    this.office.go({ school: this.sheet.units.schools[school] ?? '', unit: '' }, false);
  }

  private pickUnit(unit: number): void {
    if (this.tool === 'paint' && this.target !== null) this.give([unit], this.target);
    this.office.go({ unit: this.sheet.units.units[unit] ?? '' }, false);
  }

  private showChoice(): void {
    const zone = this.tool === 'paint' && this.target !== null && this.target >= 0 ? this.target : this.unit >= 0 ? (this.sheet.school[this.unit] ?? NO_SCHOOL) : this.zone;
    this.chosen.choose(zone, this.tool === 'paint' ? -1 : this.unit);
    this.tables.choose(zone, this.unit);
    this.map.choose(zone);
    this.map.focus(this.unit, false);
    this.showTool();
  }

  private showTool(): void {
    this.panel.showTool(this.tool, this.target);
    this.map.stage.element.classList.toggle('is-painting', this.tool === 'paint');
  }

  // Painting -----------------------------------------------------------------

  private paintOver(unit: number): void {
    if (this.target === null) return this.office.say(this.wording.say('paint_first'));
    if (this.stroke.over(unit, this.target)) this.map.layWet(unit);
  }

  private takeBackStroke(): void {
    this.map.dry();
    this.stroke.cancel();
  }

  private undo(): void {
    this.map.dry();
    this.sheet.undo();
  }

  private redo(): void {
    this.map.dry();
    this.sheet.redo();
  }

  private give(units: number[], school: number): void {
    const { sheet, wording } = this;
    const paintable = sheet.paintable(units, school);
    if (paintable.length === 0) return this.office.say(wording.say(units.some((unit) => sheet.locked[unit]) ? 'news_locked' : 'news_same'));
    this.stroke.whole(paintable, school);
  }

  private tapped(point: { x: number; y: number }): void {
    const school = this.map.schoolAt(point);
    if (school >= 0) return this.pickZone(school);
    if (this.tool === 'paint') return;
    const unit = this.map.unitAt([point.x, point.y]);
    if (unit >= 0) this.office.go({ unit: this.sheet.units.units[unit] ?? '', school: '' }, false);
  }

  // The keyboard -------------------------------------------------------------

  private pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || !this.canPaint) return;
    event.preventDefault();
    if (event.shiftKey) this.redo();
    else this.undo();
  }

  private mapKey(event: KeyboardEvent, map: MapLibre): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOurs = isArrow(event.key) || (this.unit >= 0 && ['Enter', 'l', 'L'].includes(event.key));
    if (!isOurs) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') this.pickUnit(this.unit);
    else if (!isArrow(event.key)) this.lockFocused();
    else this.goTo(this.unit < 0 ? unitNearest(this.sheet.units, map.getCenter().toArray() as LonLat) : unitThatWay(this.sheet.units, this.unit, event.key));
  }

  private lockFocused(): void {
    if (this.canPaint) this.sheet.lock([this.unit], this.sheet.locked[this.unit] !== 1);
  }

  private goTo(unit: number): void {
    if (unit < 0) return;
    const { sheet, wording } = this;
    this.office.go({ unit: sheet.units.units[unit] ?? '', school: '' }, false);
    this.map.focus(unit);
    const school = sheet.school[unit] ?? NO_SCHOOL;
    const values = { unit: sheet.units.names[unit] ?? '', n: wording.count(sheet.units.entrants[unit] ?? 0), school: school < 0 ? wording.say('no_school') : sheet.schoolName(school) };
    this.live.textContent = wording.say('said_unit', values) + (sheet.locked[unit] ? `, ${wording.say('said_locked')}` : '');
  }

  private legend(): HTMLElement {
    const { wording } = this;
    return h('p', { class: 'plan-legend' }, h('span', { class: 'legend-ring' }, wording.say('legend_ring')), h('span', { class: 'legend-locked' }, wording.say('legend_locked')));
  }
}
