// A session ends when nobody has asked the service anything for a while. Reading
// and typing are use too: they ask for the session anew, so that it ends only
// when nobody is there. Before it does, the page offers to stay.

import { service } from '../api/request.ts';
import { readSession } from '../api/office.ts';

const WARN_BEFORE_S = 300;
const FRESH_FOR_S = 120;

export interface ClockHandlers {
  /** So many seconds are left. */
  onEnding(leftS: number): void;
  onEnded(): void;
}

export class SessionClock {
  private lastAsked = performance.now();
  private warning = 0;
  private end = 0;
  private readonly listening = new AbortController();
  private readonly answers = { onResponse: () => this.restart() };

  constructor(
    private readonly idleS: number,
    private readonly handlers: ClockHandlers,
  ) {
    service.use(this.answers);
    const options = { passive: true, capture: true, signal: this.listening.signal };
    for (const kind of ['pointerdown', 'keydown', 'scroll'] as const) document.addEventListener(kind, () => this.used(), options);
    this.restart();
  }

  /** Someone says to be there. */
  async stay(): Promise<void> {
    await readSession();
  }

  stop(): void {
    service.eject(this.answers);
    this.listening.abort();
    clearTimeout(this.warning);
    clearTimeout(this.end);
  }

  private restart(): void {
    this.lastAsked = performance.now();
    clearTimeout(this.warning);
    clearTimeout(this.end);
    const warnBeforeS = Math.min(WARN_BEFORE_S, this.idleS / 2);
    this.warning = window.setTimeout(() => this.handlers.onEnding(warnBeforeS), 1000 * (this.idleS - warnBeforeS));
    this.end = window.setTimeout(() => this.handlers.onEnded(), 1000 * this.idleS);
  }

  private used(): void {
    if (performance.now() - this.lastAsked < 1000 * FRESH_FOR_S) return;
    this.lastAsked = performance.now();
    void this.stay().catch(() => undefined);
  }
}
