// Golden pictures: what a page looked like when someone last looked and agreed.
// A picture may differ in a few pixels, for machines draw text and lines a
// little differently. GOLDEN=new keeps today's as the new ones; look at them.
//
//     await compareGolden(page, 'officer-zones-desktop-light-vi');

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const FOLDER = join(import.meta.dirname, 'golden');
const COLOUR_TOLERANCE = 0.15;
/** Of all pixels, how many may differ. */
const SHARE_TOLERANCE = 0.02;

function compare(was, now) {
  assert.deepEqual([now.width, now.height], [was.width, was.height], 'the picture has its size');
  const difference = new PNG({ width: was.width, height: was.height });
  const n = pixelmatch(was.data, now.data, difference.data, was.width, was.height, { threshold: COLOUR_TOLERANCE });
  return { share: n / (was.width * was.height), difference };
}

/** Compares what is in sight with the picture of that name; fonts must be there, and nothing may move. */
export async function compareGolden(page, name, { share = SHARE_TOLERANCE, mask = [] } = {}) {
  await page.evaluate(() => document.fonts.ready);
  const bytes = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css', mask, maskColor: '#808080' });
  const file = join(FOLDER, `${name}.png`);
  if (process.env.GOLDEN === 'new') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, bytes);
    return;
  }
  assert.ok(existsSync(file), `there is a golden picture ${name}; GOLDEN=new makes it`);
  const { share: differs, difference } = compare(PNG.sync.read(readFileSync(file)), PNG.sync.read(bytes));
  if (differs <= share) return;
  const kept = join(tmpdir(), `hocgan-golden-${name}`);
  writeFileSync(`${kept}-now.png`, bytes);
  writeFileSync(`${kept}-difference.png`, PNG.sync.write(difference));
  assert.fail(`${name}: ${(100 * differs).toFixed(1)} % of the picture differ; see ${kept}-difference.png`);
}
