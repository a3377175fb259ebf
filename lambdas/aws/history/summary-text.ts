import * as v from 'valibot';
import type { ChunkSummary } from '../../domain/history/chunk.ts';
import { countKinds, noCounts } from '../../domain/history/counts.ts';

/**
 * A summary as JSON that takes few bytes and that people can read: times, the counts that are not 0, the
 * detail types, and the times of what was missed, if anything was.
 */
export function writeSummary(summary: ChunkSummary): string {
  const { fromMs: from, toMs: to, counts, missed, detailTypes: types } = summary;
  const others = Object.entries(counts).filter(([, count]) => count !== 0);
  return JSON.stringify({
    from,
    to,
    ...Object.fromEntries(others),
    types,
    ...(missed && { missed: [missed.fromMs, missed.toMs] }),
  });
}

const whole = v.pipe(v.number(), v.integer());
const countEntries = v.entriesFromList(countKinds, v.optional(whole, 0));
const writtenSchema = v.object({
  from: whole,
  to: whole,
  ...countEntries,
  types: v.array(v.string()),
  missed: v.optional(v.tuple([whole, whole])),
});

/** Reads a summary; throws if it is none. */
export function readSummary(text: string): ChunkSummary {
  const { from, to, types, missed, ...counts } = v.parse(writtenSchema, JSON.parse(text));
  return {
    fromMs: from,
    toMs: to,
    counts: { ...noCounts, ...counts },
    ...(missed && { missed: { fromMs: missed[0], toMs: missed[1] } }),
    detailTypes: types,
  };
}
