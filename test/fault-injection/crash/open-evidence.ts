import type { SQSEvent } from 'aws-lambda';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { digestOf } from './digest.ts';
import {
  evidenceFiles,
  type Ambiguity,
  type LedgerEntry,
  type RegisteredSource,
  type ReportedCounts,
} from './evidence.ts';
import type { UnansweredCall } from './proxies.ts';
import { heldIn } from './read-queues.ts';
import type { VendorEvent } from './workload.ts';

/** A run's evidence as it is gathered, in a temporary folder. */
export interface Evidence {
  readonly folder: string;
  registered(sources: readonly RegisteredSource[]): Promise<void>;
  accepted(event: VendorEvent): void;
  /** A function's process died in an invocation. */
  crashed(event: SQSEvent): void;
  /** A call with events was not answered. */
  unanswered(call: Pick<UnansweredCall, 'eventIds' | 'isAbandoned'>): void;
  /** Resolves when everything is in the files. */
  complete(counts?: ReportedCounts): Promise<void>;
  /** Takes the folder away. */
  remove(): Promise<void>;
}

/** Opens a folder for a run's evidence. */
export async function openEvidence(): Promise<Evidence> {
  const folder = await mkdtemp(join(tmpdir(), 'crash-run-'));
  const ledger = createWriteStream(join(folder, evidenceFiles.ledger));
  const ambiguities = createWriteStream(join(folder, evidenceFiles.ambiguities));
  const note = (ambiguity: Ambiguity) => {
    if (ambiguity.eventIds.length > 0) ambiguities.write(`${JSON.stringify(ambiguity)}\n`);
  };
  return {
    folder,
    registered: (sources) =>
      writeFile(join(folder, evidenceFiles.sources), JSON.stringify(sources)),
    accepted({ id, generator, detailType, detail }) {
      const digest = digestOf(JSON.stringify(detail));
      const entry: LedgerEntry = { id, generator, detailType, digest };
      ledger.write(`${JSON.stringify(entry)}\n`);
    },
    crashed: ({ Records: records }) =>
      note({
        cause: 'crashed',
        eventIds: records.flatMap(({ body }) => heldIn(body)?.eventId ?? []),
      }),
    unanswered: ({ eventIds, isAbandoned }) =>
      note({ cause: isAbandoned ? 'abandoned' : 'unanswered', eventIds }),
    async complete(counts = { historyRowsLost: 0 }) {
      await writeFile(join(folder, evidenceFiles.counts), JSON.stringify(counts));
      const files = [ledger, ambiguities];
      for (const file of files) file.end();
      await Promise.all(files.map((file) => finished(file)));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
