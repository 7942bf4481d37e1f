// The door and the frame of the office's pages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 180_000 };
let office, browser;

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown(), openBrowser()]);
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

const visit = (device = {}) => sitDown(browser, office.address, { hasMap: false, ...device });

test('who is not signed in finds a door, and a wrong password says so', SLOW, async () => {
  const someone = await visit();
  await someone.open('officer');
  await someone.page.locator('#name').fill('officer');
  await someone.page.locator('#password').fill('không phải mật khẩu này');
  await someone.page.keyboard.press('Enter');
  await someone.page.locator('.trouble:not([hidden])').waitFor();
  assert.match(await someone.page.locator('.trouble').textContent(), /chưa đúng/);
  assert.deepEqual(await someone.violations(), []);
  await someone.leave();
});

test('who signs in by keyboard is named, and gone after signing out', SLOW, async () => {
  const officer = await visit();
  await officer.enter('officer', 'officer', PASSWORD);
  assert.match(await officer.page.locator('.office-person').textContent(), /Nguyễn Thị Lan, cán bộ tuyển sinh/);
  assert.deepEqual(await officer.violations(), []);
  await officer.page.getByRole('button', { name: 'Đăng xuất' }).click();
  await officer.page.locator('#name').waitFor();
  await officer.leave();
});

test('an officer is told that the planners’ page is not theirs', SLOW, async () => {
  const officer = await visit(PHONE);
  await officer.enter('planner', 'officer', PASSWORD);
  await officer.page.getByRole('heading', { name: 'Tài khoản này không dùng trang này' }).waitFor();
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('the language changes in place and stays in the address', SLOW, async () => {
  const officer = await visit();
  await officer.open('officer');
  await officer.page.locator('#language').click();
  await officer.page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.match(officer.page.url(), /lang=en/);
  await officer.page.reload();
  await officer.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await officer.leave();
});
