// The map of one child's case, with its pins: home, and the one that shows where
// a family says home or a gate is, or that draws a lane corner by corner.

import type { Map as MapLibre } from 'maplibre-gl';
import type { City, LonLat } from '../api/contract.ts';
import { MapStage } from '../map/map_stage.ts';
import type { Paint } from '../map/paint.ts';
import type { Pin, PinKind } from '../map/pin.ts';
import { caseStyle, type CaseScene } from './case_style.ts';
import type { Wording } from './wording.ts';

/** Someone is putting something on the map. */
export interface Pen {
  kind: 'new_home' | 'gate' | 'corner';
  at: LonLat;
  /** Dragged, moved by keys, or tapped on the map. */
  onMoved(at: LonLat, isTap: boolean): void;
  /** Enter at a corner of a lane. */
  onPressed?(): void;
}

// Names stand beside their marks.
const MARGIN_PX = 76;
const NEAREST_ZOOM = 17;
const MOVE_MS = 200;

type PinMaker = typeof import('../map/pin.ts').Pin;

export class CaseMap {
  readonly element: HTMLElement;
  private readonly stage: MapStage;
  private map: MapLibre | null = null;
  private pins: PinMaker | null = null;
  private home: Pin | null = null;
  private proposed: { kind: PinKind; pin: Pin } | null = null;
  private drawn: { kind: PinKind; pin: Pin } | null = null;
  private scene: CaseScene | null = null;
  private pen: Pen | null = null;
  private seen = '';

  constructor(
    city: City,
    private readonly wording: Wording,
    label: string,
  ) {
    this.stage = new MapStage(city, wording, label);
    this.element = this.stage.element;
  }

  /** Resolves once it is drawn, or cannot be: false. */
  async open(scene: CaseScene): Promise<boolean> {
    this.scene = scene;
    const map = await this.stage.open((paint) => this.style(paint));
    if (!map) return false;
    this.pins = (await import('../map/pin.ts')).Pin;
    this.map = map;
    map.on('click', ({ lngLat }) => this.pen?.onMoved([lngLat.lng, lngLat.lat], true));
    this.show(this.scene);
    this.draw(this.pen);
    return true;
  }

  show(scene: CaseScene): void {
    this.scene = scene;
    if (!this.map) return;
    this.stage.show((paint) => this.style(paint));
    this.showPins(scene);
    this.lookAt(scene);
  }

  /** Hands over the pen, or takes it away. */
  draw(pen: Pen | null): void {
    this.pen = pen;
    if (!this.map) return;
    this.map.getCanvas().style.cursor = pen ? 'crosshair' : '';
    if (this.drawn && this.drawn.kind !== pen?.kind) {
      this.drawn.pin.show(null);
      this.drawn = null;
    }
    if (pen && !this.drawn) this.drawn = { kind: pen.kind, pin: this.penPin(pen.kind) };
    this.drawn?.pin.show(pen?.at ?? null);
    if (this.scene) this.showPins(this.scene);
  }

  close(): void {
    this.stage.close();
    this.map = null;
  }

  private style(paint: Paint) {
    return caseStyle(this.scene as CaseScene, paint);
  }

  private fixedPin(kind: PinKind): Pin {
    const pin = new (this.pins as PinMaker)(this.map as MapLibre, kind, null);
    pin.speak(this.wording.say(`map_${kind}`));
    return pin;
  }

  private penPin(kind: Pen['kind']): Pin {
    const tell = (at: LonLat) => this.pen?.onMoved(at, false);
    const pin = new (this.pins as PinMaker)(this.map as MapLibre, kind, { onDragging: () => undefined, onDropped: tell });
    pin.speak(this.wording.say(`pen_${kind}`));
    pin.onPressed(() => this.pen?.onPressed?.());
    return pin;
  }

  // What is being drawn is shown by the pen itself.
  private showPins({ home, proposed }: CaseScene): void {
    if (!this.pins) return;
    this.home ??= this.fixedPin('home');
    this.home.show(home);
    const place = this.pen ? undefined : proposed?.places[0];
    const kind = proposed?.kind === 'pin' ? 'new_home' : proposed?.kind === 'gate' ? 'gate' : null;
    if (this.proposed && (this.proposed.kind !== kind || !place)) {
      this.proposed.pin.show(null);
      this.proposed = null;
    }
    if (!kind || !place) return;
    this.proposed ??= { kind, pin: this.fixedPin(kind) };
    this.proposed.pin.show(place);
  }

  // Moves only when there is something else to see; never under a hand that draws.
  private lookAt(scene: CaseScene): void {
    const { home, school, others, route, proposed } = scene;
    const key = [home, school?.id, others.length, route?.length, this.pen ? '' : proposed?.places.length].join(' ');
    if (key === this.seen || this.pen) return;
    this.seen = key;
    const points = [home, school?.at, ...others.map(({ at }) => at), ...(route ?? []), ...(proposed?.places ?? [])];
    const known = points.filter((at): at is LonLat => Boolean(at));
    if (known.length === 0) return;
    const box = (n: 0 | 1, of: (...all: number[]) => number) => of(...known.map((at) => at[n]));
    const bounds: [LonLat, LonLat] = [
      [box(0, Math.min), box(1, Math.min)],
      [box(0, Math.max), box(1, Math.max)],
    ];
    const { clientWidth, clientHeight } = this.stage.element;
    const [side, end] = [Math.min(MARGIN_PX, clientWidth / 5), Math.min(MARGIN_PX, clientHeight / 5)];
    const padding = { left: side, right: side, top: end, bottom: end };
    this.map?.fitBounds(bounds, { padding, maxZoom: NEAREST_ZOOM, duration: MOVE_MS, linear: true });
  }

  /** Looks at one place from near by, as to put a pin exactly. */
  lookNear(at: LonLat): void {
    this.seen = '';
    this.map?.easeTo({ center: at, zoom: Math.max(NEAREST_ZOOM, this.map.getZoom()), duration: MOVE_MS });
  }
}
