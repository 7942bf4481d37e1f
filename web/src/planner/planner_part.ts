// A part of the page that stands on the forecast: without one it teaches how to
// get it, with one it opens. A forecast of older numbers than the city has says
// so above.

import { ServiceError } from '../api/request.ts';
import type { PlanningRooms } from '../api/planning.ts';
import { h } from '../element.ts';
import type { Office, Part } from '../office/office.ts';
import { forecastButton, noEnrolment, noForecast } from './empty_state.ts';
import type { PlannerAnswers } from './planner_answers.ts';
import { parseQuestion } from './planner_question.ts';
import { wordingIn, type Wording } from './wording.ts';

export interface Desk {
  office: Office;
  answers: PlannerAnswers;
  wording: Wording;
}

/** `open` is given the first answer, and asks for others by itself. */
export type OpenPart = (desk: Desk, rooms: PlanningRooms) => Part;

function staleNotice({ office, answers, wording }: Desk, rooms: PlanningRooms, now: number | null, onMade: () => void): HTMLElement | null {
  if (now === null || now <= rooms.origin) return null;
  return h(
    'div',
    { class: 'planner-stale' },
    h('p', {}, wording.say('old_forecast', { year: rooms.origin, now })),
    forecastButton(office, answers, wording, onMade),
  );
}

async function contentOf(desk: Desk, open: OpenPart, onMade: () => void): Promise<Part> {
  const { office, answers, wording } = desk;
  const now = await answers.enrolmentYear();
  if (now === null) return { element: noEnrolment(office, wording) };
  try {
    const rooms = await answers.rooms(parseQuestion(office.address().values, office.city).level);
    const part = open(desk, rooms);
    const stale = staleNotice(desk, rooms, now, onMade);
    if (stale) part.element.prepend(stale);
    return part;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'absent') throw error;
    return { element: noForecast(office, answers, now, wording, onMade) };
  }
}

export async function openPlannerPart(office: Office, answers: PlannerAnswers, open: OpenPart): Promise<Part> {
  const desk: Desk = { office, answers, wording: wordingIn(office.language) };
  const element = h('div', { class: 'planner' });
  let part: Part | null = null;
  const fill = async () => {
    part?.close?.();
    part = await contentOf(desk, open, () => void fill().catch((error: unknown) => office.fail(error)));
    element.replaceChildren(part.element);
  };
  await fill();
  return { element, follow: () => part?.follow?.(), close: () => part?.close?.() };
}
