import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

const BatchAnswer = v.strictObject({
  Successful: v.array(v.unknown()),
  Failed: v.array(v.unknown()),
});

/**
 * Leaves out `Failed` or `Successful` of a batch's answer where it is empty.
 *
 * In the Query protocol they are never there. In JSON AWS's own examples have them empty and some recorded answers do
 * not: a client must understand both, and only one that does understands this.
 */
export function leaveOutEmptyLists(app: ReturnType<typeof buildApp>): void {
  app.addHook('preSerialization', async (_request, _reply, answer) =>
    v.is(BatchAnswer, answer)
      ? Object.fromEntries(Object.entries(answer).filter(([, entries]) => entries.length > 0))
      : answer,
  );
}
