// A plan on the map. What changes is drawn from the sheet: units by their
// feature state, schools and outlines as data. While the browser cannot draw a
// map, the tables say the same.

import type { GeoJSONSource, Map as MapLibre, PointLike, StyleSpecification } from 'maplibre-gl';
import type { City, LonLat } from '../../api/contract.ts';
import { cityStyle } from '../../map/city_style.ts';
import { MapStage } from '../../map/map_stage.ts';
import type { Paint } from '../../map/paint.ts';
import { ringName, ringRadiusPx } from '../../map/seat_ring.ts';
import { planLayers, SIGN_OF_LAYER, UNITS, type UnitSigns } from './map_layers.ts';
import type { Outlines } from './plans.ts';
import { NO_SCHOOL } from './no_school.ts';
import type { PlanSheet } from './plan_sheet.ts';
import { WetPaint } from './wet_paint.ts';
import type { Wording } from './wording.ts';

const FINGER_PX = 6;
const WHOLE_MARGIN_PX = 48;

const nothingDrawn = () => ({ schools: '', locked: '', units: [] as string[] });

export class PlanMap {
  readonly stage: MapStage;
  private map: MapLibre | null = null;
  private chosen = NO_SCHOOL;
  private focused = -1;
  private changed = new Set<number>();
  private outlines: Outlines | null = null;
  private wet: WetPaint | null = null;
  /** The unit found last, and its shape as far as a tile has it. */
  private under: { unit: number; geometry: GeoJSON.Geometry } | null = null;
  private signs: UnitSigns = { changed: false, locked: false, focused: false };
  /** What was drawn last: what is told to the renderer again is drawn again. */
  private drawn = nothingDrawn();

  constructor(
    city: City,
    private readonly sheet: PlanSheet,
    private readonly wording: Wording,
    label: string,
  ) {
    this.stage = new MapStage(city, wording, label);
  }

  async open({ isAlone = true } = {}): Promise<MapLibre | null> {
    // Its first view is made for the room it has on the page.
    await new Promise(requestAnimationFrame);
    const map = await this.stage.open((paint) => this.style(paint), { fadeMs: 0, isAlone });
    if (!map) return null;
    this.map = map;
    this.wet = new WetPaint(map);
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
    this.drawUnits({ units: [...this.sheet.unitsOf(was), ...this.sheet.unitsOf(school)] });
    this.drawSchools();
  }

  /** The unit the keyboard is on. */
  focus(unit: number, isMoving = true): void {
    const was = this.focused;
    this.focused = unit;
    this.drawUnits({ units: [was, unit].filter((one) => one >= 0) });
    const at = this.sheet.units.at[unit] as LonLat | null | undefined;
    if (isMoving && at && this.map && !this.map.getBounds().contains(at)) this.map.panTo(at, { duration: 200 });
  }

  /** Units whose school is another than in the plan it is compared with. */
  markChanged(units: Iterable<number>): void {
    this.changed = new Set(units);
    this.drawUnits({ units: this.sheet.school.keys() });
  }

  unitAt(point: PointLike): number {
    const found = this.map?.queryRenderedFeatures(point, { layers: ['unit'] })[0];
    const unit = this.sheet.place.get(String(found?.id ?? '')) ?? -1;
    this.under = found && unit >= 0 ? { unit, geometry: found.geometry } : null;
    return unit;
  }

  /** The unit found last has been painted: it shows, before the map is drawn anew. */
  layWet(unit: number): void {
    if (this.under?.unit !== unit) return;
    const school = this.sheet.school[unit] ?? NO_SCHOOL;
    this.wet?.lay(this.under.geometry, school < 0 ? null : (this.sheet.tints[school] ?? null));
  }

  /** The map can wait to be drawn: what changed last lies over it, and more may come. */
  get isWet(): boolean {
    return this.wet?.isFresh === true;
  }

  /** What changes now is not the brush's. */
  dry(): void {
    this.wet?.dry();
  }

  schoolAt({ x, y }: { x: number; y: number }): number {
    const box: [[number, number], [number, number]] = [
      [x - FINGER_PX, y - FINGER_PX],
      [x + FINGER_PX, y + FINGER_PX],
    ];
    const found = this.map?.queryRenderedFeatures(box, { layers: ['plan-school'] })[0];
    return this.sheet.placeOfSchool(found ? String(found.properties['id']) : null);
  }

  /** Whether there is a school's ring: its name and numbers, which may lie far over
      its zone, do not count. */
  isRingAt([x, y]: [number, number]): boolean {
    const { map, sheet } = this;
    if (!map) return false;
    const radius = ringRadiusPx(map.getZoom());
    return sheet.units.schools.some((id) => {
      const at = sheet.ground.schools.get(id)?.at;
      const spot = at && map.project(at as LonLat);
      return spot ? Math.hypot(spot.x - x, spot.y - y) <= radius : false;
    });
  }

  // Drawing ------------------------------------------------------------------

  /** What was touched, as it is now; what looks as it did is not drawn again. */
  drawUnits({ units }: { units: Iterable<number> }): void {
    const { sheet, map } = this;
    if (!map?.getSource(UNITS.source)) return;
    this.showSigns();
    for (const unit of units) {
      const looks = this.looksOf(unit);
      const known = Object.values(looks).join();
      if (this.drawn.units[unit] === known) continue;
      this.drawn.units[unit] = known;
      map.setFeatureState({ ...UNITS, id: sheet.units.units[unit] as string }, looks);
    }
  }

  /** All that was touched; what lies wet over it is of no more use. */
  drawTouched(): void {
    this.drawUnits(this.sheet.takeTouched());
    this.wet?.takeAway();
  }

  drawMarks(): void {
    const { sheet, wording } = this;
    const locked = sheet.locked.join('');
    if (locked === this.drawn.locked) return;
    this.drawn.locked = locked;
    const features = sheet.units.at.flatMap((at, unit) => {
      if (!at) return [];
      const count = wording.count(sheet.units.entrants[unit] ?? 0);
      const text = sheet.locked[unit] ? wording.say('mark_locked', { n: count }) : count;
      return [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { text } }];
    });
    this.source('unit-marks')?.setData({ type: 'FeatureCollection', features });
  }

  drawSchools(): void {
    const { sheet } = this;
    const features = sheet.units.schools.flatMap((id, place) => {
      const school = sheet.ground.schools.get(id);
      return school ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: school.at }, properties: this.schoolSigns(id, school.name, place) }] : [];
    });
    const schools = JSON.stringify(features);
    if (schools === this.drawn.schools) return;
    this.drawn.schools = schools;
    this.source('plan-schools')?.setData({ type: 'FeatureCollection', features });
  }

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
    this.drawn = nothingDrawn();
    this.drawUnits({ units: this.sheet.school.keys() });
    this.drawSchools();
    this.drawOutlines();
    this.drawMarks();
  }

  private looksOf(unit: number) {
    const { sheet } = this;
    const school = sheet.school[unit] ?? NO_SCHOOL;
    return {
      tint: school < 0 ? -1 : sheet.tints[school],
      isChosen: school >= 0 && school === this.chosen,
      isLocked: sheet.locked[unit] === 1,
      isFocused: unit === this.focused,
      isChanged: this.changed.has(unit),
    };
  }

  private schoolSigns(id: string, name: string, place: number) {
    const { sheet, wording } = this;
    const { entrants, seats } = sheet.seating(place);
    return {
      id,
      name,
      ring: ringName(sheet.plan.level, entrants, seats),
      numbers: `${wording.count(entrants)}/${wording.count(seats)}`,
      isOver: entrants > seats,
      isChosen: place === this.chosen,
    };
  }

  // Layers of signs that no unit has are not drawn: unseen lines around all units
  // would cost as much as seen ones.
  private showSigns(): void {
    const now: UnitSigns = { changed: this.changed.size > 0, locked: this.sheet.locked.includes(1), focused: this.focused >= 0 };
    for (const [layer, sign] of Object.entries(SIGN_OF_LAYER)) {
      if (this.signs[sign] !== now[sign]) this.map?.setLayoutProperty(layer, 'visibility', now[sign] ? 'visible' : 'none');
    }
    this.signs = now;
  }

  private style(paint: Paint): StyleSpecification {
    return cityStyle(paint, planLayers(paint, this.signs));
  }

  private drawOutlines(): void {
    if (this.outlines) this.source('plan-zones')?.setData(this.outlines as unknown as GeoJSON.FeatureCollection);
  }
}
