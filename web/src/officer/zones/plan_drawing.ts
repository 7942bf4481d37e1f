// What is drawn of a plan that changes, and how soon: the colours of units and
// the zone they go to follow the brush; rings and tables are laid out anew as a
// whole, for which some times a second are enough.

import type { ChosenPanel } from './chosen_panel.ts';
import { Later } from './later.ts';
import type { PlanMap } from './plan_map.ts';
import type { PlanSheet } from './plan_sheet.ts';
import type { PlanTables } from './plan_tables.ts';

const COLOURS_HELD_MS = 120;
const LAYOUT_EVERY_MS = 250;
const LAYOUT_HELD_MS = 600;

export class PlanDrawing {
  private readonly colours: Later;
  private readonly layout: Later;

  constructor(
    private readonly sheet: PlanSheet,
    private readonly shown: { map: PlanMap; chosen: ChosenPanel; tables: PlanTables },
  ) {
    const isHeld = () => sheet.isBusy;
    this.colours = new Later(0, COLOURS_HELD_MS, isHeld, () => this.drawColours());
    this.layout = new Later(LAYOUT_EVERY_MS, LAYOUT_HELD_MS, isHeld, () => this.drawLayout());
  }

  ask(): void {
    this.colours.ask();
    this.layout.ask();
  }

  close(): void {
    this.colours.close();
    this.layout.close();
  }

  private drawColours(): void {
    this.shown.map.drawUnits(this.sheet.takeTouched());
    this.shown.chosen.refresh();
  }

  private drawLayout(): void {
    this.shown.map.drawMarks();
    this.shown.map.drawSchools();
    this.shown.tables.draw();
  }
}
