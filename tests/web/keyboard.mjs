// Someone without a mouse: comes to a thing by Tab, presses keys and types.
// Fails where Tab does not lead to it, where what had the keyboard is gone and
// nothing else has it, and where the mouse was used after all.

import assert from 'node:assert/strict';

/** More things than a page should have to be passed one by one. */
const MOST_STEPS = 150;

// Runs in the page before its own scripts. A key that presses a button makes a
// click too, but no pointer.
function watchForPointer() {
  window.addEventListener('pointerdown', ({ target }) => (window.pointedAt ??= target.outerHTML.slice(0, 120)), { capture: true });
}

/** Of a page that is not open yet. */
export async function takeKeyboard(page) {
  await page.addInitScript(watchForPointer);
  const { keyboard } = page;
  const has = (place) => place.evaluate((one) => one === document.activeElement);
  const where = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? 'nothing');

  /** By Tab, forwards or back. */
  async function reach(place, key = 'Tab') {
    await place.waitFor({ state: 'attached' });
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (await has(place)) return;
      await keyboard.press(key);
    }
    throw new Error(`${key} does not lead to ${place}, but to ${await where()}`);
  }

  async function press(place, key = 'Enter') {
    await reach(place);
    await keyboard.press(key);
  }

  /** Instead of what stands there. */
  async function write(place, text) {
    await reach(place);
    await keyboard.press('Control+a');
    await keyboard.type(text);
  }

  /** A day, as "2026-07-01", in a field that asks for its parts in the order of
      the browser's own language. */
  async function date(place, day) {
    const [year, month, date] = day.split('-');
    for (const parts of [[date, month, year], [month, date, year]]) {
      await reach(place);
      for (const _ of parts) await keyboard.press('ArrowLeft'); // to the first part
      await keyboard.type(parts.join(''));
      if ((await place.inputValue()) === day) return;
    }
    throw new Error(`${await place.inputValue()} was typed, not ${day}`);
  }

  /** One of radio buttons: Tab comes to that which is chosen, arrows lead on. */
  async function choose(name, value) {
    const group = `input[name="${name}"]`;
    await reach(page.locator(`${group}:checked`));
    const n = await page.locator(group).count();
    for (let step = 0; step < n; step += 1) {
      if (await has(page.locator(`${group}[value="${value}"]`))) return;
      await keyboard.press('ArrowRight');
    }
    throw new Error(`the arrows do not lead to ${value}, but to ${await where()}`);
  }

  /** An option of a select, by what it says. */
  async function pick(place, label) {
    await reach(place);
    const steps = await place.evaluate((select, label) => [...select.options].findIndex((option) => option.label === label) - select.selectedIndex, label);
    for (let step = 0; step < Math.abs(steps); step += 1) await keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    assert.equal(await place.evaluate((select) => select.selectedOptions[0]?.label), label);
  }

  /** A row of a table: Tab comes to one of them, other keys lead on. */
  async function row(table, key) {
    const wanted = table.locator(`[data-row="${key}"]`);
    const place = (one) => one.getAttribute('aria-rowindex').then(Number);
    await reach(table.locator('.row[tabindex="0"]'));
    if ((await wanted.count()) === 0) await keyboard.press('Home');
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if ((await wanted.count()) === 0) await keyboard.press('PageDown');
      else if (await has(wanted)) return;
      else await keyboard.press((await place(wanted)) > (await place(table.locator('.row:focus'))) ? 'ArrowDown' : 'ArrowUp');
    }
    throw new Error(`the keys do not lead to ${key}, but to ${await where()}`);
  }

  /** What has it now, once the page has come to rest there. */
  const isOn = (selector) =>
    page.waitForFunction((selector) => document.activeElement?.matches(selector), selector).catch(async () => {
      throw new Error(`the keyboard is not on ${selector}, but on ${await where()}`);
    });

  /** It is on something of the page, not lost with what it was on. */
  const isSomewhere = () => isOn(':not(body, html)');

  /** No mouse was used since the page was opened. */
  async function wasAlone() {
    assert.equal(await page.evaluate(() => window.pointedAt ?? null), null, 'the mouse was used');
  }

  return { reach, press, write, date, choose, pick, row, isOn, isSomewhere, wasAlone, hit: (key) => keyboard.press(key), type: (text) => keyboard.type(text) };
}
