// The brush on the map: pressing begins a stroke, every unit the pointer comes
// over belongs to it, letting go ends it. A second finger or Escape takes it
// back; while Space is held, dragging moves the map as ever.
//
// The map is not told of a mouse that paints: it would draw itself once more when
// the button goes down and once more when it comes up, and take the stroke for a
// click on what lies under it.

import type { Map as MapLibre, MapTouchEvent } from 'maplibre-gl';

export interface BrushHandlers {
  /** Whether a press there is a stroke's. */
  isPaintingAt(point: [number, number]): boolean;
  unitAt(point: [number, number]): number;
  /** Over this unit, for the first time in the stroke. */
  onOver(unit: number): void;
  onEnd(): void;
  onCancel(): void;
}

const STEP_PX = 5;

export class Brush {
  private over: Set<number> | null = null;
  private last: [number, number] = [0, 0];
  private isSpaceDown = false;
  /** The last press of the mouse was a stroke's. */
  private isMouse = false;
  private readonly left = new AbortController();

  constructor(
    private readonly map: MapLibre,
    private readonly handlers: BrushHandlers,
  ) {
    const { signal } = this.left;
    const before = { signal, capture: true };
    const box = map.getContainer();
    box.addEventListener('mousedown', (event) => this.pressMouse(event), before);
    for (const name of ['mouseup', 'click', 'dblclick'] as const) box.addEventListener(name, (event) => this.isMouse && event.stopPropagation(), before);
    map.on('touchstart', (event) => this.pressFinger(event));
    window.addEventListener('pointermove', (event) => this.moved(event), { signal });
    window.addEventListener('pointerup', () => this.end(), { signal });
    window.addEventListener('pointercancel', () => this.cancel(), { signal });
    window.addEventListener('keydown', (event) => this.key(event, true), { signal });
    window.addEventListener('keyup', (event) => this.key(event, false), { signal });
  }

  close(): void {
    this.left.abort();
  }

  private pressMouse(event: MouseEvent): void {
    const isOnMap = event.target instanceof Node && this.map.getCanvasContainer().contains(event.target);
    const at = this.placeOf(event);
    this.isMouse = isOnMap && event.button === 0 && !event.shiftKey && !this.isSpaceDown && this.handlers.isPaintingAt(at);
    if (!this.isMouse) return;
    event.stopPropagation();
    this.begin(at);
  }

  private pressFinger(event: MapTouchEvent): void {
    this.isMouse = false;
    if (event.points.length > 1) return this.cancel();
    const at: [number, number] = [event.point.x, event.point.y];
    if (!this.handlers.isPaintingAt(at)) return;
    event.preventDefault();
    this.begin(at);
  }

  private begin(at: [number, number]): void {
    this.over = new Set();
    this.last = at;
    this.touch(at);
  }

  private placeOf(event: MouseEvent): [number, number] {
    const box = this.map.getCanvas().getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  // Fast strokes leave out no unit: the way since the last place is walked.
  private moved(event: PointerEvent): void {
    if (!this.over) return;
    const to = this.placeOf(event);
    const [dx, dy] = [to[0] - this.last[0], to[1] - this.last[1]];
    const n = Math.max(1, Math.ceil(Math.hypot(dx, dy) / STEP_PX));
    for (let i = 1; i <= n; i += 1) this.touch([this.last[0] + (dx * i) / n, this.last[1] + (dy * i) / n]);
    this.last = to;
  }

  private touch(point: [number, number]): void {
    const unit = this.handlers.unitAt(point);
    if (unit < 0 || this.over?.has(unit)) return;
    this.over?.add(unit);
    this.handlers.onOver(unit);
  }

  private end(): void {
    if (!this.over) return;
    this.over = null;
    this.handlers.onEnd();
  }

  private cancel(): void {
    if (!this.over) return;
    this.over = null;
    this.handlers.onCancel();
  }

  private key(event: KeyboardEvent, isDown: boolean): void {
    if (event.key === ' ') this.isSpaceDown = isDown;
    if (event.key === 'Escape' && isDown) this.cancel();
  }
}
