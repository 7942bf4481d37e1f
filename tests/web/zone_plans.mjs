// Plans of zones as the service has them, and what the desk should say of them.

const whole = new Intl.NumberFormat('vi-VN');
const km = (m) => (m < 999.5 ? `${Math.round(m)}\u00a0m` : `${(m / 1000).toFixed(m < 10_000 ? 2 : 1).replace('.', ',')}\u00a0km`);

/** What someone signed in is told of plans; while it is worked out they ask again. */
export function plansTold(someone) {
  async function patiently(path) {
    for (;;) {
      const answer = await someone.ask(path);
      if (answer.status === 200) return answer.json();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    units: (plan) => patiently(`/v1/plans/${plan}/units`),
    measures: (plan) => patiently(`/v1/plans/${plan}/measures?zones=1`),
    diff: (plan, other) => patiently(`/v1/plans/${plan}/diff?with=${other}`),
  };
}

/** Units at the border of their zone, each with a school whose zone it touches. */
export function* borderUnits(units) {
  for (let unit = 0; unit < units.units.length; unit += 1)
    for (const other of units.neighbours[unit])
      if (units.school[unit] !== units.school[other] && units.school[unit] >= 0 && units.school[other] >= 0 && units.entrants[unit] > 0)
        yield {
          unit: units.units[unit],
          name: units.names[unit],
          at: units.at[unit],
          other: units.units[other],
          otherAt: units.at[other],
          from: units.schools[units.school[unit]],
          to: units.schools[units.school[other]],
        };
}

export const schoolOf = (units, id) => units.schools[units.school[units.units.indexOf(id)]] ?? null;

const MEASURES = ['over_seats', 'entrants', 'unzoned', 'moved', 'pieces', 'mean_way', 'farthest'];

/** The measures of the whole that the desk should show. */
export function measuresSaid(told) {
  return {
    over_seats: whole.format(told.over_seats),
    entrants: whole.format(told.entrants),
    unzoned: whole.format(told.unzoned),
    ...(told.moved !== null && { moved: whole.format(told.moved) }), // null: no plan is in force
    pieces: whole.format(told.pieces - told.zones),
    mean_way: km(told.mean_way_m),
    farthest: km(told.farthest_m),
  };
}

/** Those it shows; once `step` is measured. */
export async function measuresShown(page, step) {
  await page.locator(`.plan-measures[data-step="${step}"]`).waitFor({ state: 'attached' });
  const rows = await page.locator('.plan-measures [data-measure]').evaluateAll((rows) => rows.map((row) => [row.dataset.measure, row.querySelector('td').textContent]));
  return Object.fromEntries(rows.filter(([name]) => MEASURES.includes(name)));
}
