// What can be tried at a school. Only public schools are the city's to close or
// to build at; the service refuses any other, so the page says so beforehand.

import type { School } from '../../api/contract.ts';
import type { WhatIf } from './what_if.ts';

/** A school of no known kind is taken for a public one, as the service does. */
export function isPublic(school: School): boolean {
  return school.kind === null || school.kind === 'public';
}

/** Schools the question closes or gives rooms that cannot be tried: not public,
    or not of its level. Only a link has any. */
export function notTriable(asked: WhatIf, schools: Map<string, School>): string[] {
  return [...new Set([...asked.close, ...Object.keys(asked.addRooms)])].filter((id) => {
    const school = schools.get(id);
    return !school || !isPublic(school);
  });
}
