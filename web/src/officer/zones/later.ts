// What is drawn a little later than it changed: once for all that changed
// meanwhile, and after the measures of a stroke that is on its way, which are
// what one waits for. Where a processor draws the map, a frame of it would take
// from the very machine that answers.

const AGAIN_MS = 16;

export class Later {
  private due = 0;
  private askedMs = 0;

  constructor(
    private readonly afterMs: number,
    /** From when it was asked for it waits no longer than this, held back or not. */
    private readonly mostMs: number,
    private readonly isHeld: () => boolean,
    private readonly draw: () => void,
  ) {}

  ask(): void {
    if (this.due) return;
    this.askedMs = performance.now();
    this.wait(this.afterMs);
  }

  close(): void {
    clearTimeout(this.due);
    this.due = -1;
  }

  private wait(ms: number): void {
    this.due = window.setTimeout(() => this.come(), ms);
  }

  private come(): void {
    if (this.isHeld() && performance.now() - this.askedMs < this.mostMs) return this.wait(AGAIN_MS);
    this.due = 0;
    this.draw();
  }
}
