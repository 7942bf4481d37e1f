// Numbers as the pages write them, against the browser's own way, which is right and slow.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const WEB = new URL('../../web/', import.meta.url);
const { transpileModule } = createRequire(WEB)('typescript');
const { outputText } = transpileModule(readFileSync(new URL('src/text/number.ts', WEB), 'utf8'), { compilerOptions: { module: 'esnext', target: 'es2022' } });
const { formatNumber } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);

const LOCALES = { vi: 'vi-VN', en: 'en-GB' };
const NUMBERS = [0, 7, 12.345, 0.05, 0.5, 1.5, 2.5, 1.005, 999.5, 999, 1000, 1234.5, 12345.678, 999_999.995, 1_234_567.891, 140_687_000];

for (const [language, locale] of Object.entries(LOCALES))
  test(`numbers of ${locale} have its group and its decimal sign`, () => {
    for (const n of NUMBERS.flatMap((n) => [n, -n]))
      for (const digits of [0, 1, 2, 3]) {
        const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative' };
        assert.equal(formatNumber(language, n, digits), new Intl.NumberFormat(locale, options).format(n));
      }
  });
