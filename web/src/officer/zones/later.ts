// What is drawn a little later than it changed: once for all that changed
// meanwhile, and after what must come before it.

const AGAIN_MS = 16;

export class Later {
  private due = 0;
  private askedMs = 0;

  constructor(
    private readonly afterMs: number,
    /** Whether it has to wait on, having waited so long. */
    private readonly isHeld: (waitedMs: number) => boolean,
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
    if (this.isHeld(performance.now() - this.askedMs)) return this.wait(AGAIN_MS);
    this.due = 0;
    this.draw();
  }
}
