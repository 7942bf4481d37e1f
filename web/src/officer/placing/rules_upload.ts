// A rule file of one's own, sent to be used by the next placing.

import { CSRF } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';

/** The upload's id. */
export async function uploadRules(file: File): Promise<string> {
  const name = /\.ya?ml$/i.test(file.name) ? file.name.replace(/\.yml$/i, '.yaml') : `${file.name}.yaml`;
  const bytes = await file.arrayBuffer();
  const { id } = await answerOf(
    service.POST('/v1/uploads', {
      params: { header: CSRF, query: { name } },
      body: '',
      bodySerializer: () => bytes,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );
  return id;
}
