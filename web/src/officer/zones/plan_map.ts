// A plan on the map. What changes is drawn from the sheet: units by their
// feature state, schools and outlines as data. While the browser cannot draw a
// map, the tables say the same.

import type { GeoJSONSource, Map as MapLibre, PointLike } from 'maplibre-gl';
import type { City, LonLat } from '../../api/contract.ts';
import { cityStyle } from '../../map/city_style.ts';
import { MapStage } from '../../map/map_stage.ts';
import { ringName } from '../../map/seat_ring.ts';
import { planLayers, UNITS } from './map_layers.ts';
import type { Outlines } from './plans.ts';
import { NO_SCHOOL } from './no_school.ts';
import type { PlanSheet, Touched } from './plan_sheet.ts';
import type { Wording } from './wording.ts';

const FINGER_PX = 6;
const RINGS_EVERY_MS = 120;
const WHOLE_MARGIN_PX = 48;

export class PlanMap {
  readonly stage: MapStage;
  private map: MapLibre | null = null;
  private chosen = NO_SCHOOL;
  private focused = -1;
  private changed = new Set<number>();
  private outlines: Outlines | null = null;
  private isDue = false;

  constructor(
    city: City,
    private readonly sheet: PlanSheet,
    private readonly wording: Wording,
    label: string,
  ) {
    this.stage = new MapStage(city, wording, label);
  }

  async open(): Promise<MapLibre | null> {
    // Its first view is made for the room it has on the page.
    await new Promise(requestAnimationFrame);
    const map = await this.stage.open((paint) => cityStyle(paint, planLayers(paint)), { fadeMs: 0 });
    if (!map) return null;
    this.map = map;
    this.showWhole(map);
    // A style of another theme comes without what was drawn on the last.
    map.on('style.load', () => this.drawAll());
    this.drawAll();
    return map;
  }

  close(): void {
    this.map = null;
    this.stage.close();
  }

  showOutlines(outlines: Outlines): void {
    this.outlines = outlines;
    this.drawOutlines();
  }

  /** The zone that is looked at stands out. */
  choose(school: number): void {
    if (school === this.chosen) return;
    const was = this.chosen;
    this.chosen = school;
    this.show({ units: [...this.sheet.unitsOf(was), ...this.sheet.unitsOf(school)], zones: [was, school] });
  }

  /** The unit the keyboard is on. */
  focus(unit: number, isMoving = true): void {
    const was = this.focused;
    this.focused = unit;
    this.show({ units: [was, unit].filter((one) => one >= 0), zones: [] });
    const at = this.sheet.units.at[unit] as LonLat | null | undefined;
    if (isMoving && at && this.map && !this.map.getBounds().contains(at)) this.map.panTo(at, { duration: 200 });
  }

  /** Units whose school is another than in the plan it is compared with. */
  markChanged(units: Iterable<number>): void {
    this.changed = new Set(units);
    this.drawUnits(this.sheet.school.keys());
  }

  show(touched: Touched): void {
    this.drawUnits(touched.units);
    if (touched.zones.length > 0) this.drawSchoolsSoon();
  }

  unitAt(point: PointLike): number {
    const found = this.map?.queryRenderedFeatures(point, { layers: ['unit'] })[0];
    return this.sheet.place.get(String(found?.id ?? '')) ?? -1;
  }

  schoolAt({ x, y }: { x: number; y: number }): number {
    const box: [[number, number], [number, number]] = [
      [x - FINGER_PX, y - FINGER_PX],
      [x + FINGER_PX, y + FINGER_PX],
    ];
    const found = this.map?.queryRenderedFeatures(box, { layers: ['plan-school'] })[0];
    return this.sheet.placeOfSchool(found ? String(found.properties['id']) : null);
  }

  drawMarks(): void {
    const { sheet, wording } = this;
    const features = sheet.units.at.flatMap((at, unit) => {
      if (!at) return [];
      const count = wording.count(sheet.units.entrants[unit] ?? 0);
      const text = sheet.locked[unit] ? wording.say('mark_locked', { n: count }) : count;
      return [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { text } }];
    });
    this.source('unit-marks')?.setData({ type: 'FeatureCollection', features });
  }

  // Drawing ------------------------------------------------------------------

  // Units may reach beyond the schools that the city's box is drawn around.
  private showWhole(map: MapLibre): void {
    const places = this.sheet.units.at.filter((at): at is LonLat => at !== null);
    if (places.length === 0) return;
    const ends = (axis: 0 | 1) => places.reduce(([least, most], at) => [Math.min(least, at[axis]), Math.max(most, at[axis])] as [number, number], [Infinity, -Infinity] as [number, number]);
    const [[west, east], [south, north]] = [ends(0), ends(1)];
    map.fitBounds([west, south, east, north], { padding: WHOLE_MARGIN_PX, duration: 0 });
  }

  private source(name: string): GeoJSONSource | undefined {
    return this.map?.getSource<GeoJSONSource>(name);
  }

  private drawAll(): void {
    this.drawUnits(this.sheet.school.keys());
    this.drawSchools();
    this.drawOutlines();
    this.drawMarks();
  }

  private drawUnits(units: Iterable<number>): void {
    const { sheet, map } = this;
    if (!map?.getSource(UNITS.source)) return;
    for (const unit of units) {
      const school = sheet.school[unit] ?? NO_SCHOOL;
      map.setFeatureState(
        { ...UNITS, id: sheet.units.units[unit] as string },
        {
          tint: school < 0 ? -1 : sheet.tints[school],
          isChosen: school >= 0 && school === this.chosen,
          isLocked: sheet.locked[unit] === 1,
          isFocused: unit === this.focused,
          isChanged: this.changed.has(unit),
        },
      );
    }
  }

  // Rings are laid out anew as a whole: some times a second is enough, however
  // fast the brush is.
  private drawSchoolsSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    setTimeout(() => {
      this.isDue = false;
      this.drawSchools();
    }, RINGS_EVERY_MS);
  }

  private drawSchools(): void {
    const { sheet, wording } = this;
    const features = sheet.units.schools.flatMap((id, place) => {
      const school = sheet.ground.schools.get(id);
      if (!school) return [];
      const { entrants, seats } = sheet.seating(place);
      const properties = {
        id,
        name: school.name,
        ring: ringName(sheet.plan.level, entrants, seats),
        numbers: `${wording.count(entrants)}/${wording.count(seats)}`,
        isOver: entrants > seats,
        isChosen: place === this.chosen,
      };
      return [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: school.at }, properties }];
    });
    this.source('plan-schools')?.setData({ type: 'FeatureCollection', features });
  }

  private drawOutlines(): void {
    if (this.outlines) this.source('plan-zones')?.setData(this.outlines as unknown as GeoJSON.FeatureCollection);
  }
}
