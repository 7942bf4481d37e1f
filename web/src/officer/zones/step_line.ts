// Steps go to the server one after the other, for each says which it follows.
// Who draws does not wait for that: strokes stand in line. When one is refused,
// those behind it were drawn on what is no longer so, and are dropped.

export interface Step {
  /** Asks the server; gives what takes the answer in. */
  ask(): Promise<() => void>;
  fail(error: unknown): void;
  /** It never was sent. */
  drop(): void;
}

export class StepLine {
  private steps: Step[] = [];
  private isRunning = false;
  private isAsking = false;

  /** A step has not been answered yet. */
  get isBusy(): boolean {
    return this.isAsking || this.hasMore;
  }

  /** Behind the one that is being answered. */
  get hasMore(): boolean {
    return this.steps.length > 0;
  }

  add(step: Step): void {
    this.steps.push(step);
    if (!this.isRunning) void this.run();
  }

  clear(): void {
    // The last laid is the first taken back.
    for (const step of this.steps.splice(0).reverse()) step.drop();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    for (let step = this.steps.shift(); step; step = this.steps.shift()) {
      try {
        this.isAsking = true;
        const take = await step.ask();
        this.isAsking = false;
        take();
      } catch (error) {
        this.isAsking = false;
        step.fail(error);
      }
    }
    this.isRunning = false;
  }
}
