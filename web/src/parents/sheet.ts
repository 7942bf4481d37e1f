// On a phone the answer is a sheet over the lower half of the map: dragged or
// tapped by its handle it covers the map or leaves it free. On a desktop the
// handle is not shown and the height means nothing.

import { h } from '../element.ts';
import type { Wording } from './wording.ts';

type Height = 'half' | 'tall';

const DRAG_MEANT_PX = 24;

// What must stay in sight beside the sheet needs to know how high it is.
function tellHeight(sheet: HTMLElement): void {
  sheet.parentElement?.parentElement?.style.setProperty('--sheet-height', `${sheet.offsetHeight}px`);
}

export class Sheet {
  readonly handle: HTMLButtonElement;
  private height: Height = 'half';
  private raised: HTMLElement | null = null;
  private pressedAt = 0;
  private wasDragged = false;

  constructor(private readonly wording: Wording) {
    this.handle = h('button', {
      type: 'button',
      class: 'sheet-handle',
      onpointerdown: (event: PointerEvent) => this.pressed(event),
      onpointermove: (event: PointerEvent) => this.dragged(event),
      onclick: () => this.clicked(),
    });
  }

  raise(element: HTMLElement): void {
    this.raised = element;
    new ResizeObserver(() => tellHeight(element)).observe(element);
    this.set('half');
  }

  set(height: Height): void {
    this.height = height;
    if (this.raised) this.raised.dataset['sheet'] = height;
    this.handle.setAttribute('aria-expanded', String(height === 'tall'));
    this.handle.setAttribute('aria-label', this.wording.say(height === 'tall' ? 'sheet_down' : 'sheet_up'));
  }

  private pressed(event: PointerEvent): void {
    this.pressedAt = event.clientY;
    this.wasDragged = false;
    this.handle.setPointerCapture(event.pointerId);
  }

  private dragged(event: PointerEvent): void {
    if (!this.handle.hasPointerCapture(event.pointerId) || this.wasDragged) return;
    const up = this.pressedAt - event.clientY;
    if (Math.abs(up) < DRAG_MEANT_PX) return;
    this.wasDragged = true;
    this.set(up > 0 ? 'tall' : 'half');
  }

  private clicked(): void {
    if (!this.wasDragged) this.set(this.height === 'half' ? 'tall' : 'half');
    this.wasDragged = false;
  }
}
