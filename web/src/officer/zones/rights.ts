// Who may do what with plans: officers and planners draw, administrators
// publish. The server holds to it; the page only offers what can be done.

import type { Session } from '../../api/office.ts';

export function canDraw({ role }: Session): boolean {
  return role === 'officer' || role === 'planner';
}

export function canSuggest({ role }: Session): boolean {
  return role === 'planner';
}

export function canPublish({ role }: Session): boolean {
  return role === 'admin';
}
