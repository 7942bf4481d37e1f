// Labels are drawn in the browser from the same font files as the page, so no
// glyph server is needed and every Vietnamese accent is the font's own.

import type { FontFacesSpecification } from 'maplibre-gl';
import latin400 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2?url';
import latin600 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2?url';
import vietnamese400 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2?url';
import vietnamese600 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2?url';

export const PLAIN = ['Be Vietnam Pro Regular'];
export const STRONG = ['Be Vietnam Pro Semibold'];

const VIETNAMESE = [
  'U+0102-0103',
  'U+0110-0111',
  'U+0128-0129',
  'U+0168-0169',
  'U+01A0-01A1',
  'U+01AF-01B0',
  'U+0300-0304',
  'U+0309',
  'U+0323',
  'U+1EA0-1EF9',
  'U+20AB',
];
const LATIN = ['U+0000-00FF', 'U+0131', 'U+0152-0153', 'U+02C6', 'U+02DA', 'U+02DC', 'U+2000-206F', 'U+2212'];

function faces(vietnamese: string, latin: string) {
  return [
    { url: vietnamese, 'unicode-range': VIETNAMESE },
    { url: latin, 'unicode-range': LATIN },
  ];
}

export const FONT_FACES: FontFacesSpecification = {
  [PLAIN[0] as string]: faces(vietnamese400, latin400),
  [STRONG[0] as string]: faces(vietnamese600, latin600),
};
