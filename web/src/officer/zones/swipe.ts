// Two maps of the same place, one over the other, and a line between what is
// seen of each. The line is a slider of the browser's own: it is dragged, or
// moved by the arrow keys, and read aloud. The maps move together.

import type { Map as MapLibre } from 'maplibre-gl';
import { h } from '../../element.ts';
import type { Wording } from './wording.ts';

export class Swipe {
  readonly element: HTMLElement;
  private readonly slider: HTMLInputElement;
  private isFollowing = false;

  constructor(
    left: HTMLElement,
    private readonly right: HTMLElement,
    private readonly wording: Wording,
  ) {
    this.slider = h('input', { class: 'swipe-slider', type: 'range', min: 0, max: 100, step: 1, value: 50, 'aria-label': wording.say('swipe'), oninput: () => this.show() });
    left.classList.add('swipe-left');
    right.classList.add('swipe-right');
    this.element = h('div', { class: 'swipe' }, left, right, h('div', { class: 'swipe-line', 'aria-hidden': 'true' }), this.slider);
    this.show();
  }

  join(one: MapLibre, other: MapLibre): void {
    const follow = (from: MapLibre, to: MapLibre) => () => {
      if (this.isFollowing) return;
      this.isFollowing = true;
      to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
      this.isFollowing = false;
    };
    one.on('move', follow(one, other));
    other.on('move', follow(other, one));
  }

  close(): void {
    this.element.remove();
  }

  private show(): void {
    const { value } = this.slider;
    this.element.style.setProperty('--swipe', `${value}%`);
    this.slider.setAttribute('aria-valuetext', this.wording.say('swipe_value', { n: value }));
    this.right.style.clipPath = `inset(0 0 0 ${value}%)`;
  }
}
