// Dragging where the processor draws the map, as on an office's computer without a
// graphics card: a frame of the map takes longer there than a hand waits, so what
// follows the mouse is the picture of the map. The map itself is drawn anew when the
// mouse rests or is let go, or when much of what it has not drawn has come in sight.
//
// With a graphics card the map is dragged as ever.

import type { Map as MapLibre } from 'maplibre-gl';

const RESTS_MS = 150;
/** Of the map's width or height: no more of it is bare. */
const MOST_BARE = 0.3;
/** Less is a click by an unsteady hand. */
const CLICK_PX = 3;

function isDrawnByProcessor(map: MapLibre): boolean {
  const gl = map.getCanvas().getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(info ? String(gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '');
}

type Px = [x: number, y: number];

class DraggedPicture {
  private readonly picture: HTMLElement;
  /** Where the mouse was when the map was drawn last; null while none drags. */
  private from: Px | null = null;
  private shift: Px = [0, 0];
  private wasDragged = false;
  private rests = 0;

  constructor(
    private readonly map: MapLibre,
    signal: AbortSignal,
  ) {
    this.picture = map.getCanvasContainer();
    map.dragPan.disable();
    this.picture.addEventListener('mousedown', (event) => this.press(event), { signal });
    this.picture.addEventListener('click', (event) => this.wasDragged && event.stopImmediatePropagation(), { signal, capture: true });
    window.addEventListener('mousemove', (event) => this.move(event), { signal });
    window.addEventListener('mouseup', () => this.letGo(), { signal });
    window.addEventListener('blur', () => this.letGo(), { signal });
  }

  private press(event: MouseEvent): void {
    this.wasDragged = false;
    if (event.button !== 0 || event.shiftKey || event.ctrlKey || event.target !== this.map.getCanvas()) return;
    this.from = [event.clientX, event.clientY];
  }

  private move(event: MouseEvent): void {
    if (!this.from) return;
    if ((event.buttons & 1) === 0) return this.letGo();
    const [dx, dy] = [event.clientX - this.from[0], event.clientY - this.from[1]];
    if (!this.wasDragged && Math.hypot(dx, dy) < CLICK_PX) return;
    this.wasDragged = true;
    this.shift = [dx, dy];
    this.picture.style.transform = `translate(${dx}px, ${dy}px)`;
    this.picture.classList.add('is-dragged');
    const { clientWidth, clientHeight } = this.map.getCanvas();
    clearTimeout(this.rests);
    if (Math.abs(dx) > MOST_BARE * clientWidth || Math.abs(dy) > MOST_BARE * clientHeight) this.draw();
    else this.rests = window.setTimeout(() => this.draw(), RESTS_MS);
  }

  private letGo(): void {
    if (!this.from) return;
    clearTimeout(this.rests);
    this.draw();
    this.from = null;
    // The click that ends a drag comes before this; a later one is meant.
    setTimeout(() => (this.wasDragged = false));
  }

  /** The map takes the place of its picture, in the frame in which it is drawn. */
  private draw(): void {
    const [dx, dy] = this.shift;
    if (dx === 0 && dy === 0) return;
    this.shift = [0, 0];
    if (this.from) this.from = [this.from[0] + dx, this.from[1] + dy];
    this.map.panBy([-dx, -dy], { animate: false });
    this.map.redraw();
    this.picture.style.transform = '';
    this.picture.classList.remove('is-dragged');
  }
}

/** Lets the map's picture be dragged where the map itself would be too slow. */
export function dragPicture(map: MapLibre): void {
  if (!isDrawnByProcessor(map)) return;
  const gone = new AbortController();
  map.once('remove', () => gone.abort());
  new DraggedPicture(map, gone.signal);
}
