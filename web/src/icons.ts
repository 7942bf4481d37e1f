// The few signs the pages use, as lines in a box of 24 by 24.

import { drawing } from './element.ts';

const LINES = {
  search: 'M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14ZM16.200 16.200 21 21',
  locate: 'M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14ZM12 1.500v3.500M12 19v3.500M1.500 12H5M19 12h3.500M12 11.500v1',
  clear: 'M6 6 18 18M18 6 6 18',
  school: 'M3 10.500 12 5l9 5.500M5.500 9.500V19h13V9.500M10 19v-5h4v5',
  address: 'M12 21.500s-7-6.500-7-12a7 7 0 0 1 14 0c0 5.500-7 12-7 12ZM12 7.500v3.500',
  street: 'M8 3 5 21M16 3l3 18M12 4v3M12 10.500v3M12 17v3',
  place: 'M5 21V4h12l-2.500 4L17 12H5',
  ward: 'M4 6l5-2 6 2 5-2v14l-5 2-6-2-5 2ZM9 4v14M15 6v14',
  walk: 'M13 3.500v.5M9 21l2.500-6L9.500 12l1-5L13 7.500l2 3.500 3 1M10.500 7 7 9v3.500M11.500 15l3 2 1 4',
  motorbike: 'M5.500 13.500a3 3 0 1 0 0 6a3 3 0 1 0 0-6ZM18.500 13.500a3 3 0 1 0 0 6a3 3 0 1 0 0-6ZM8.500 16.500h4l3-5.500H9L6 9.500H4M18.500 16.500 15 6.500h-2.500',
  link: 'M10 14a4 4 0 0 0 6 .500l3-3a4 4 0 0 0-5.700-5.700L12 7M14 10a4 4 0 0 0-6-.500l-3 3a4 4 0 0 0 5.700 5.700L12 17',
  print: 'M7 8V3h10v5M7 17H4v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7h-3M7 14h10v7H7Z',
  save: 'M12 3v12M7 10.500l5 5 5-5M4 16.500V20h16v-3.500',
  copy: 'M9 9h11v12H9ZM15 9V4H4v12h5',
  open: 'M6 9l6 6 6-6',
  warning: 'M12 3 22 20H2ZM12 9.500v5M12 17.200v.3',
  done: 'M5 12.500 10 17.500 19.500 7',
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  redo: 'M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6',
  zoom_in: 'M12 5v14M5 12h14',
  zoom_out: 'M5 12h14',
} as const;

export type IconName = keyof typeof LINES;

export function icon(name: IconName): SVGSVGElement {
  return drawing(LINES[name], 'line');
}
