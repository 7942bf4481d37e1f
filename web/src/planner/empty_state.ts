// Before there is a forecast: which file to import, or one button that makes it.

import type { Job } from '../api/office.ts';
import { h } from '../element.ts';
import type { Office } from '../office/office.ts';
import { formatAddress } from '../part/address.ts';
import type { PlannerAnswers } from './planner_answers.ts';
import type { Wording } from './wording.ts';

function dataLink(office: Office, wording: Wording): HTMLElement {
  const href = `/officer${formatAddress({ part: 'data', values: {}, language: office.language })}`;
  return h('a', { href }, wording.say('open_data'));
}

/** Runs it as a job and resolves once it has ended; says how it went. */
async function makeForecast(office: Office, answers: PlannerAnswers, wording: Wording): Promise<boolean> {
  const job: Job = await office.jobs.run({ kind: 'forecast' });
  const isDone = job.state === 'done';
  office.say(isDone ? wording.say('forecast_made') : wording.say('forecast_failed', { reason: job.error ?? '' }));
  if (isDone) answers.forget();
  return isDone;
}

export function forecastButton(office: Office, answers: PlannerAnswers, wording: Wording, onMade: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'primary' }, wording.say('make_forecast'));
  button.addEventListener('click', () => {
    button.disabled = true;
    button.textContent = wording.say('making_forecast');
    makeForecast(office, answers, wording)
      .then((isDone) => isDone && onMade())
      .catch((error: unknown) => office.fail(error))
      .finally(() => {
        button.disabled = false;
        button.textContent = wording.say('make_forecast');
      });
  });
  return button;
}

export function noEnrolment(office: Office, wording: Wording): HTMLElement {
  return h(
    'section',
    { class: 'message planner-empty' },
    h('h2', {}, wording.say('no_enrolment_title')),
    h('p', {}, wording.say('no_enrolment')),
    h('p', {}, dataLink(office, wording)),
  );
}

export function noForecast(office: Office, answers: PlannerAnswers, year: number, wording: Wording, onMade: () => void): HTMLElement {
  return h(
    'section',
    { class: 'message planner-empty' },
    h('h2', {}, wording.say('no_forecast_title')),
    h('p', {}, wording.say('no_forecast', { year: wording.say('school_year', { from: year, to: year + 1 }) })),
    forecastButton(office, answers, wording, onMade),
  );
}

export function noIndicators(office: Office, wording: Wording): HTMLElement {
  return h(
    'section',
    { class: 'message planner-empty' },
    h('h2', {}, wording.say('indicators_none_title')),
    h('p', {}, wording.say('indicators_none')),
    h('p', {}, dataLink(office, wording)),
  );
}
