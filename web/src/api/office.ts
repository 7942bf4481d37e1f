// What those signed in may ask: the same `service`, whose changes carry the
// session's CSRF token once someone has signed in.

import type { components } from './openapi.d.ts';
import { answerOf, service } from './request.ts';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Role = Schemas['StaffRole'];
export type Job = Schemas['Job'];
export type JobOrder = Schemas['JobOrder'];
export type Plan = Schemas['Plan'];
export type Round = Schemas['Round'];

let csrf = '';

service.use({
  onRequest({ request }) {
    if (csrf && !['GET', 'HEAD'].includes(request.method)) request.headers.set('X-CSRF-Token', csrf);
  },
});

/** For what is sent without `service`. */
export function csrfToken(): string {
  return csrf;
}

/** The contract asks for the header with each change; the middleware puts the real one in its place. */
export const CSRF = { 'X-CSRF-Token': 'session' };

/** From now on changes carry this session's token. */
export function remember(session: Session): Session {
  csrf = session.csrf ?? '';
  return session;
}

/** Throws a ServiceError that is `absent` where this server has no office. */
export async function readSession(): Promise<Session> {
  return remember(await answerOf(service.GET('/v1/session')));
}

export async function signIn(name: string, password: string): Promise<Session> {
  return remember(await answerOf(service.POST('/v1/session', { body: { name, password } })));
}

export async function changePassword(current: string, next: string): Promise<Session> {
  const body = { current, new: next };
  return remember(await answerOf(service.POST('/v1/session/password', { params: { header: CSRF }, body })));
}

export async function signOut(): Promise<void> {
  await service.DELETE('/v1/session', { params: { header: CSRF } });
  csrf = '';
}
