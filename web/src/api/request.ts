// One way to ask the service, typed by its contract (api/openapi.yaml):
//
//     const { schools } = await answerOf(service.GET('/v1/nearest', { params: { query } }));
//
// Every failure is a ServiceError that knows whether asking again may help.

import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './openapi.d.ts';

export type FailureKind =
  | 'unreachable' // no answer at all
  | 'refused' // what was asked makes no sense; the message says why
  | 'absent' // there is no such thing
  | 'not_signed_in'
  | 'not_allowed'
  | 'conflict' // someone else was faster, or the time is not right; the message says which
  | 'too_many' // wrong tries or requests; `retryAfterS` says how long to wait
  | 'broken'; // the server's own trouble

export class ServiceError extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** The whole problem as the service told it (RFC 9457). */
    readonly problem: Record<string, unknown> = {},
    /** Seconds after which the same may be asked again, where the service says so. */
    readonly retryAfterS: number | null = null,
  ) {
    super(message);
  }
}

const KIND_OF_STATUS: Record<number, FailureKind> = {
  401: 'not_signed_in',
  403: 'not_allowed',
  404: 'absent',
  409: 'conflict',
  412: 'conflict',
  429: 'too_many',
};

export function kindOfStatus(status: number): FailureKind {
  return KIND_OF_STATUS[status] ?? (status < 500 ? 'refused' : 'broken');
}

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Throws what went wrong, if anything did. 304 is an answer. */
export async function throwUnlessGood(response: Response): Promise<void> {
  if (response.ok || response.status === 304) return;
  const problem = await problemOf(response);
  const message = String(problem['detail'] ?? response.statusText);
  const retryAfterS = Number(response.headers.get('Retry-After')) || null;
  throw new ServiceError(kindOfStatus(response.status), message, problem, retryAfterS);
}

const failures: Middleware = {
  async onResponse({ response }) {
    await throwUnlessGood(response);
  },
  onError({ error, request }) {
    if (error instanceof ServiceError || request.signal.aborted) return undefined;
    return new ServiceError('unreachable', String(error));
  },
};

export const service = createClient<paths>({ baseUrl: location.origin });
service.use(failures);

/** The body of an answer. */
export async function answerOf<Body>(asked: Promise<{ data?: Body | undefined }>): Promise<NonNullable<Body>> {
  const { data } = await asked;
  return data as NonNullable<Body>;
}

function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 1000 * seconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** Asks again for as long as the service is only getting ready: 503, and when to come back. */
export async function onceReady<Body>(ask: () => Promise<Body>, signal?: AbortSignal): Promise<Body> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind !== 'broken' || error.retryAfterS === null) throw error;
      await pause(error.retryAfterS, signal);
    }
  }
}

export function failureKind(error: unknown): FailureKind {
  return error instanceof ServiceError ? error.kind : 'broken';
}
