import '../look/fonts.css';
import '../look/tokens.css';
import '../look/base.css';
import '../look/parts.css';
import '../map/map.css';
import './parents.css';

import { failureKind } from '../api/request.ts';
import { readCity } from '../api/service.ts';
import { wordingIn } from './wording.ts';
import { askNearest, type Answer } from './answer.ts';
import { failure } from './messages.ts';
import { ParentsPage } from './page.ts';
import { parseQuestion } from './question.ts';

// What a link asks needs nothing of the city: both are asked at once.
function askFirst(): Promise<Answer> | null {
  const question = parseQuestion(location.hash);
  if (!question.at) return null;
  const asked = askNearest(question, new AbortController().signal);
  asked.catch(() => undefined);
  return asked;
}

async function start(root: HTMLElement): Promise<void> {
  const first = askFirst();
  try {
    await new ParentsPage(root, await readCity()).start(first);
  } catch (error) {
    const wording = wordingIn(parseQuestion(location.hash).language);
    root.replaceChildren(failure(failureKind(error), wording, () => void start(root)));
  }
}

const root = document.getElementById('page');
if (root) void start(root);
