// One thing asked of the service, and what has come of it so far. Failing is an
// answer too; being overtaken by the next question is neither.

import { failureKind } from '../api/request.ts';
import { knownBefore, type Asked } from './answer.ts';

export class Inquiry<Thing> {
  asked: Asked<Thing> = { state: 'nothing' };

  get isSettled(): boolean {
    return this.asked.state === 'known' || this.asked.state === 'nothing';
  }

  /** The next is about to be asked: what is known is of the question before, and
      may stand until then where it `isAlike`. */
  expect(isAlike = true): void {
    this.asked = { state: 'asking', before: isAlike ? knownBefore(this.asked) : null };
  }

  /** Nothing is asked where there is no promise. `onChange` after each step. */
  async follow(promise: Promise<Thing> | null, signal: AbortSignal, onChange: () => void): Promise<void> {
    if (!promise && this.asked.state === 'nothing') return;
    if (!promise) this.asked = { state: 'nothing' };
    else {
      this.expect();
      onChange();
      const settled = await promise.then(
        (thing): Asked<Thing> => ({ state: 'known', thing }),
        (error: unknown): Asked<Thing> => ({ state: 'failed', kind: failureKind(error) }),
      );
      if (signal.aborted) return;
      this.asked = settled;
    }
    onChange();
  }
}
