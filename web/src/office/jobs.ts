// Long work. It is ordered, then watched until it ends; who leaves the page
// finds it again in the list of jobs, for it runs in the server.

import { CSRF, type Job, type JobOrder } from '../api/office.ts';
import { answerOf, service } from '../api/request.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;

export function hasEnded(job: Job): boolean {
  return job.state !== 'waiting' && job.state !== 'running';
}

export class JobDesk extends EventTarget {
  private readonly known = new Map<string, Job>();
  private readonly watched = new Set<string>();

  /** The newest first. */
  get jobs(): Job[] {
    return [...this.known.values()].sort((one, other) => other.made_at.localeCompare(one.made_at));
  }

  /** Asks for one's jobs and goes on watching those that have not ended. */
  async readAll(): Promise<void> {
    const { jobs } = await answerOf(service.GET('/v1/jobs', { params: { query: { limit: 20 } } }));
    for (const job of jobs) this.keep(job);
    for (const job of jobs.filter((one) => !hasEnded(one))) void this.watch(job.id);
  }

  /** Orders it and resolves to how it ended: `done`, or one of the other ends with its `error`. */
  async run(order: JobOrder, onChange: (job: Job) => void = () => undefined): Promise<Job> {
    const job = await answerOf(service.POST('/v1/jobs', { params: { header: CSRF }, body: order }));
    this.keep(job);
    onChange(job);
    return this.watch(job.id, onChange);
  }

  /** Resolves once it has ended, to the whole job with its result. */
  async watch(id: string, onChange: (job: Job) => void = () => undefined): Promise<Job> {
    this.watched.add(id);
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const job = await answerOf(service.GET('/v1/jobs/{job}', { params: { path: { job: id } } }));
      this.keep(job);
      onChange(job);
      if (hasEnded(job)) return job;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.3);
    }
  }

  async end(id: string): Promise<void> {
    await service.DELETE('/v1/jobs/{job}', { params: { header: CSRF, path: { job: id } } });
  }

  private keep(job: Job): void {
    this.known.set(job.id, job);
    this.dispatchEvent(new Event('change'));
  }
}
