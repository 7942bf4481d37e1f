// What is drawn of a plan that changes, and how soon. The words about the zone that
// is painted follow the brush. The map takes the colours of units when the paint has
// dried (wet_paint.ts), and with them rings, and tables, which are laid out anew as
// a whole. None of it comes before the measures of a stroke that is on its way, which
// are what one waits for: where a processor draws the map, a frame of it would take
// from the very machine that answers.

import type { ChosenPanel } from './chosen_panel.ts';
import { Later } from './later.ts';
import type { PlanMap } from './plan_map.ts';
import type { PlanSheet } from './plan_sheet.ts';
import type { PlanTables } from './plan_tables.ts';

const HELD_MS = 120;
const LAYOUT_EVERY_MS = 250;
const LAYOUT_HELD_MS = 600;
/** Paint that is laid on and on is drawn all the same. */
const WET_MS = 2000;

export class PlanDrawing {
  private readonly words: Later;
  private readonly colours: Later;
  private readonly layout: Later;

  constructor(
    sheet: PlanSheet,
    private readonly shown: { map: PlanMap; chosen: ChosenPanel; tables: PlanTables },
  ) {
    const isHeld = (waitedMs: number, mostMs: number) => (sheet.isBusy && waitedMs < mostMs) || (shown.map.isWet && waitedMs < WET_MS);
    this.words = new Later(0, (waitedMs) => sheet.isBusy && waitedMs < HELD_MS, () => shown.chosen.refresh());
    this.colours = new Later(0, (waitedMs) => isHeld(waitedMs, HELD_MS), () => shown.map.drawTouched());
    this.layout = new Later(LAYOUT_EVERY_MS, (waitedMs) => isHeld(waitedMs, LAYOUT_HELD_MS), () => this.drawLayout());
  }

  ask(): void {
    this.words.ask();
    this.colours.ask();
    this.layout.ask();
  }

  close(): void {
    this.words.close();
    this.colours.close();
    this.layout.close();
  }

  private drawLayout(): void {
    this.shown.map.drawMarks();
    this.shown.map.drawSchools();
    this.shown.tables.draw();
  }
}
