// Each level of schooling has one hue (tokens.css) and one shape, the same in
// lists, switches and on the map, so that hue is never the only sign.

import type { Level } from './api/contract.ts';
import { drawing } from './element.ts';

export const LEVELS: readonly Level[] = ['preschool', 'primary', 'lower_secondary', 'upper_secondary'];

/** The grade children enter the level by. */
export const ENTRY_GRADE: Record<Level, number> = {
  preschool: 0,
  primary: 1,
  lower_secondary: 6,
  upper_secondary: 10,
};

/** The level a grade belongs to. */
export function levelOfGrade(grade: number): Level {
  const level = [...LEVELS].reverse().find((one) => ENTRY_GRADE[one] <= grade);
  return level ?? 'preschool';
}

/** Outlines in a box of 24 by 24: a disc, a square, a diamond, a pentagon. */
export const LEVEL_OUTLINE: Record<Level, string> = {
  preschool: 'M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z',
  primary: 'M6.500 3h11A3.500 3.500 0 0 1 21 6.500v11a3.500 3.500 0 0 1-3.500 3.500h-11A3.500 3.500 0 0 1 3 17.500v-11A3.500 3.500 0 0 1 6.500 3Z',
  lower_secondary: 'M12 .8 23.200 12 12 23.200.8 12Z',
  upper_secondary: 'M12 1.300 23 9.300 18.800 22H5.200L1 9.300Z',
};

export function levelShape(level: Level): SVGSVGElement {
  return drawing(LEVEL_OUTLINE[level], 'shape', `level-${level}`);
}
