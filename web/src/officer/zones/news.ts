// What is said at the foot of the page of a plan that changes.

import type { PlanSheet, SheetNews } from './plan_sheet.ts';
import type { Wording } from './wording.ts';

export function newsSentence(news: Exclude<SheetNews, { kind: 'failed' }>, sheet: PlanSheet, wording: Wording): string {
  switch (news.kind) {
    case 'refused':
      return wording.say('news_refused', { why: news.reason });
    case 'cut':
      return wording.say('news_cut', { schools: news.schools.map((id) => sheet.schoolName(sheet.placeOfSchool(id))).join(', ') });
    case 'overtaken':
      return wording.say('news_overtaken', { n: wording.count(news.units) });
    case 'others':
      return wording.say('news_others', { n: wording.count(news.units) });
  }
}
