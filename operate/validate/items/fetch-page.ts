import { targetOf, type ApiAnswer } from '../api/send-api.ts';
import { answerWords } from '../api/tenant-calls.ts';
import { ItemEnded } from '../item-ended.ts';
import type { ItemRun } from '../item-run.ts';
import type { WalkContext } from '../walk-context.ts';

/** A file that needs no token. Rejects with an ItemEnded unless the answer is 200. */
export async function fetchPage(
  path: string,
  title: string,
  run: ItemRun,
  { subject }: WalkContext,
): Promise<ApiAnswer> {
  const request = { method: 'GET', path } as const;
  const answer = await run.call(
    { title, call: `GET ${targetOf(request)}`, by: 'tenant' },
    async () => await subject.page(request),
    ({ status, text, headers }) => ({
      status,
      answer: { type: headers['content-type'], text: text.slice(0, 300) },
    }),
  );
  if (answer.status === 200) return answer;
  throw new ItemEnded(`expected 200 for GET ${path}, but ${answerWords(answer)}`);
}
