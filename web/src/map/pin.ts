// A pin on the map: dragged by finger or mouse, moved by the arrow keys (finely
// with Shift), or fixed. A home is dark; what someone proposes has the accent's colour.

import { Marker, type Map as MapLibre } from 'maplibre-gl';
import type { LonLat } from '../api/contract.ts';
import { h } from '../element.ts';
import { FINE_STEP_M, moved, STEP_M } from './step.ts';

export interface PinHandlers {
  onDragging(at: LonLat): void;
  onDropped(at: LonLat): void;
}

const DRAG_PAUSE_MS = 150;

const STEPS: Record<string, [east: number, north: number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

const SIGNS = {
  home: 'M18 9 9.500 16.500H12V25H16.200V19.500H19.800V25H24V16.500H26.500Z',
  new_home: 'M18 9 9.500 16.500H12V25H16.200V19.500H19.800V25H24V16.500H26.500Z',
  gate: 'M10 25V12.500A8 4.500 0 0 1 26 12.500V25H23V17H19.200V25H16.800V17H13V25Z',
  corner: 'M18 11.500a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z',
};

export type PinKind = keyof typeof SIGNS;

function pinElement(kind: PinKind, isFixed: boolean): HTMLElement {
  const name = `${kind.replace('_', '-')}-pin`;
  const pin = isFixed
    ? h('div', { class: `pin is-fixed ${name}`, role: 'img' })
    : h('button', { type: 'button', class: `pin ${name}`, id: name });
  pin.innerHTML =
    '<svg viewBox="0 0 36 46" width="36" height="46" aria-hidden="true">' +
    '<path class="pin-body" d="M18 44C18 44 34 28.500 34 17.500A16 16 0 0 0 2 17.500C2 28.500 18 44 18 44Z"/>' +
    `<path class="pin-sign" d="${SIGNS[kind]}"/></svg>`;
  return pin;
}

export class Pin {
  private readonly element: HTMLElement;
  /** That it can be dragged shows until it has been moved once. */
  private readonly hint = h('span', { class: 'pin-hint', 'aria-hidden': 'true', hidden: true });
  private readonly marker: Marker;
  private label = '';
  private isShown = false;
  private wasMoved = false;
  private lastAsked = 0;

  constructor(
    private readonly map: MapLibre,
    kind: PinKind,
    /** Null: it stays where it is. */
    private readonly handlers: PinHandlers | null,
  ) {
    this.element = pinElement(kind, handlers === null);
    this.marker = new Marker({ element: this.element, anchor: 'bottom', draggable: handlers !== null });
    if (!handlers) return;
    this.marker.on('drag', () => this.dragging());
    this.marker.on('dragend', () => handlers.onDropped(this.at()));
    this.element.append(this.hint);
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.element.addEventListener('click', (event) => event.stopPropagation());
  }

  /** What it is, and how it is moved; `hint` is shown over it until it has been. */
  speak(label: string, hint = ''): void {
    this.label = label;
    this.hint.textContent = hint;
    this.showHint(hint !== '' && !this.wasMoved);
  }

  // What can be read on it is part of its name, for who speaks to the page.
  private showHint(isShown: boolean): void {
    this.hint.hidden = !isShown;
    this.element.setAttribute('aria-label', isShown ? `${this.hint.textContent}. ${this.label}` : this.label);
  }

  show(at: LonLat | null): void {
    if (at) this.marker.setLngLat(at);
    if (at && !this.isShown) this.marker.addTo(this.map);
    if (!at) this.marker.remove();
    this.isShown = at !== null;
  }

  /** Enter or a click on the pin itself. */
  onPressed(act: () => void): void {
    this.element.addEventListener('click', act);
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  private at(): LonLat {
    const { lng, lat } = this.marker.getLngLat();
    return [lng, lat];
  }

  private moved(): void {
    this.wasMoved = true;
    this.showHint(false);
  }

  private dragging(): void {
    this.moved();
    const now = performance.now();
    if (now - this.lastAsked < DRAG_PAUSE_MS) return;
    this.lastAsked = now;
    this.handlers?.onDragging(this.at());
  }

  private pressed(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.moved();
    const steps = event.shiftKey ? FINE_STEP_M / STEP_M : 1;
    this.handlers?.onDropped(moved(this.at(), steps * step[0], steps * step[1]));
  }
}
