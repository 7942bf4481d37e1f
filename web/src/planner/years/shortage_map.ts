// Wards by the rooms they miss, with the legend of the classes.

import type { PlanningRooms } from '../../api/planning.ts';
import { classRanges, amountScale, type AmountScale } from '../amount_scale.ts';
import { needOf } from '../findings.ts';
import { mapLegend } from '../map_legend.ts';
import type { WardScene } from '../ward_map.ts';
import type { Wording } from '../wording.ts';

export const SHORTAGE_TOKENS = [0, 1, 2, 3, 4].map((n) => `amount-${n}`);

/** One scale for all years of a level. */
export function shortageScale(rooms: PlanningRooms): AmountScale {
  return amountScale(rooms.wards.flatMap(({ needs }) => needs.map(({ shortage }) => shortage)));
}

export function shortageScene(rooms: PlanningRooms, year: number, chosen: string, wording: Wording): WardScene {
  const scale = shortageScale(rooms);
  const missing = rooms.wards.flatMap((ward) => {
    const need = needOf(ward, year);
    return need && ward.id ? [[ward.id, need.shortage] as const] : [];
  });
  return {
    classes: new Map(missing.map(([id, shortage]) => [id, scale.classOf(shortage)])),
    labels: new Map(missing.filter(([, shortage]) => shortage > 0).map(([id, shortage]) => [id, wording.count(shortage)])),
    chosen,
  };
}

function rangeLabel(from: number, to: number | null, wording: Wording): string {
  if (from === 0) return wording.say('class_none');
  if (to === null) return wording.say('class_more', { from: wording.count(from) });
  return wording.say(from === to ? 'class_one' : 'class_some', { from: wording.count(from), to: wording.count(to) });
}

export function shortageLegend(rooms: PlanningRooms, { classes }: WardScene, wording: Wording): HTMLElement {
  const ofClass = (n: number) => [...classes.values()].filter((one) => one === n).length;
  const entries = classRanges(shortageScale(rooms)).map(({ from, to }, n) => ({
    token: SHORTAGE_TOKENS[n] ?? null,
    label: rangeLabel(from, to, wording),
    count: wording.say('class_wards', { n: ofClass(n) }),
  }));
  return mapLegend(wording.say('missing_rooms'), entries);
}
