// Leaves beside each text of the build the same squeezed with brotli, as small as it
// goes, for the server to send (api/server/pages.c): the map's program becomes a
// fifth smaller than what can be done in passing.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(html|js|css|svg|json)$/;

function squeeze(text: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(text, { params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: text.length } });
}

export const squeezed: Plugin = {
  name: 'squeezed',
  apply: 'build',
  writeBundle({ dir = '.' }, bundle) {
    for (const name of Object.keys(bundle).filter((name) => TEXT.test(name))) {
      const text = readFileSync(join(dir, name));
      const small = squeeze(text);
      if (small.length < text.length) writeFileSync(join(dir, `${name}.br`), small);
    }
  },
};
