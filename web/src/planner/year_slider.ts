// The year that everything on the page is of: a native range, so arrows, Home
// and End just work, and a button that plays the years. Who asked for less
// motion goes one year further with each press instead.

import { h } from '../element.ts';
import type { Wording } from './wording.ts';

const STEP_MS = 1400;

export class YearSlider {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly shown = h('output', { class: 'year-shown', for: 'year' });
  private readonly play: HTMLButtonElement;
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  private timer = 0;

  constructor(
    private readonly years: number[],
    private readonly wording: Wording,
    private readonly onYear: (year: number) => void,
  ) {
    const [first = 0] = years;
    const last = years[years.length - 1] ?? first;
    this.input = h('input', {
      type: 'range',
      id: 'year',
      class: 'year-range',
      min: first,
      max: last,
      step: 1,
      oninput: () => {
        this.pause();
        this.onYear(Number(this.input.value));
      },
    });
    this.play = h('button', { type: 'button', class: 'quiet year-play', onclick: () => this.press() });
    this.element = h(
      'div',
      { class: 'year-slider' },
      h('label', { for: 'year', class: 'year-label' }, wording.say('school_year_label')),
      this.shown,
      this.play,
      h('div', { class: 'year-track' }, this.input, this.ticks()),
    );
    this.pause();
  }

  show(year: number): void {
    this.input.value = String(year);
    const text = this.schoolYear(year);
    this.input.setAttribute('aria-valuetext', text);
    this.shown.textContent = text;
  }

  close(): void {
    window.clearInterval(this.timer);
  }

  private schoolYear(year: number): string {
    return this.wording.say('school_year', { from: year, to: year + 1 });
  }

  private ticks(): HTMLElement {
    return h('div', { class: 'year-ticks', 'aria-hidden': 'true' }, ...this.years.map((year) => h('span', {}, String(year))));
  }

  private press(): void {
    if (this.timer) return this.pause();
    this.step();
    if (this.still) return;
    this.timer = window.setInterval(() => this.step(), STEP_MS);
    this.play.textContent = this.wording.say('pause');
  }

  // After the last year comes the first, but playing ends there.
  private step(): void {
    const at = this.years.indexOf(Number(this.input.value));
    const next = this.years[(at + 1) % this.years.length];
    if (this.timer && at + 2 >= this.years.length) this.pause();
    if (next !== undefined) this.onYear(next);
  }

  private pause(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = this.wording.say(this.still ? 'next_year' : 'play');
  }
}
