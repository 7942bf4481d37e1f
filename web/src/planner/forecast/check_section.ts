// The back-test of all schools, as a job: it takes a while for a large city and
// is found again in the list of jobs.

import type { Job } from '../../api/office.ts';
import { h } from '../../element.ts';
import { table } from '../../part/table.ts';
import type { Desk } from '../planner_part.ts';
import type { Wording } from '../wording.ts';

const OF = ['city', 'ward', 'school', 'school_grade'] as const;

interface BacktestRow {
  level: (typeof OF)[number];
  grade: number | null;
  origin: number;
  horizon: number;
  method: string;
  n: number;
  wape: number | null;
  cover80: number | null;
}

interface Check {
  of: BacktestRow['level'];
  horizon: number;
  own: number;
  last: number;
  cover: number;
}

function mean(rows: BacktestRow[], value: (row: BacktestRow) => number | null): number {
  const known = rows.map(value).filter((one) => one !== null);
  return known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length) / 100;
}

/** Means over the origins, of all grades together. */
export function checksOf(rows: BacktestRow[]): Check[] {
  const whole = rows.filter(({ grade }) => grade === null);
  const horizons = [...new Set(whole.map(({ horizon }) => horizon))].sort((one, other) => one - other);
  return OF.flatMap((of) =>
    horizons.flatMap((horizon) => {
      const here = (method: string) => whole.filter((row) => row.level === of && row.horizon === horizon && row.method === method);
      const own = here('hocgan');
      if (own.length === 0) return [];
      return [{ of, horizon, own: mean(own, (row) => row.wape), last: mean(here('last_value'), (row) => row.wape), cover: mean(own, (row) => row.cover80) }];
    }),
  );
}

function checkTable(checks: Check[], wording: Wording): HTMLElement {
  const share = (name: 'own' | 'last' | 'cover', title: string) => ({
    name,
    title,
    isNumber: true,
    value: (row: Check) => Math.round(1000 * row[name]) / 10,
    show: (row: Check) => wording.share(row[name], 1),
  });
  const made = table<Check>(
    {
      caption: wording.say('check_table'),
      columns: [
        { name: 'of', title: wording.say('check_of'), value: (row) => wording.say(`check_level_${row.of}`) },
        { name: 'horizon', title: wording.say('check_horizon'), isNumber: true, value: (row) => row.horizon },
        share('own', wording.say('check_own')),
        share('last', wording.say('check_last')),
        share('cover', wording.say('check_cover')),
      ],
      key: (row) => `${row.of} ${row.horizon}`,
      empty: wording.say('trust_none'),
      file: 'backtest.csv',
    },
    wording,
  );
  made.show(checks);
  return made.element;
}

// A list comes as the text the command printed.
function rowsOf({ result }: Job): BacktestRow[] {
  return typeof result === 'string' ? (JSON.parse(result) as BacktestRow[]) : [];
}

function resultOf(job: Job, wording: Wording): Node[] {
  if (job.state !== 'done') return [h('p', { class: 'trouble' }, job.error ?? wording.say('failed_broken'))];
  const checks = checksOf(rowsOf(job));
  const school = checks.find(({ of, horizon }) => of === 'school' && horizon === 1);
  const finding = school && wording.say('check_finding', { own: wording.share(school.own, 1), last: wording.share(school.last, 1) });
  return [h('p', {}, finding ?? wording.say('trust_none')), checkTable(checks, wording)];
}

export function checkSection({ office, wording }: Desk): HTMLElement {
  const shown = h('div', { class: 'planner-section', 'aria-live': 'polite' });
  const button = h('button', { type: 'button', class: 'quiet' }, wording.say('check_run'));
  const run = async () => {
    button.disabled = true;
    button.textContent = wording.say('check_running');
    try {
      shown.replaceChildren(...resultOf(await office.jobs.run({ kind: 'backtest' }), wording));
    } catch (error) {
      office.fail(error);
    }
    button.disabled = false;
    button.textContent = wording.say('check_run');
  };
  button.addEventListener('click', () => void run());
  return h(
    'section',
    { class: 'planner-section' },
    h('h2', {}, wording.say('check_title')),
    h('p', { class: 'planner-hint' }, wording.say('check_hint')),
    h('div', {}, button),
    shown,
  );
}
