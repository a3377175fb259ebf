import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { evidenceFiles } from './evidence.ts';

const sourcesSchema = v.array(
  v.object({
    generator: v.string(),
    account: v.string(),
    region: v.string(),
    detailTypes: v.exactOptional(v.array(v.string())),
  }),
);

const ledgerSchema = v.object({
  id: v.string(),
  generator: v.string(),
  detailType: v.string(),
  digest: v.string(),
});

const ambiguitySchema = v.object({
  cause: v.picklist(['crashed', 'unanswered', 'abandoned']),
  eventIds: v.array(v.string()),
});

const countsSchema = v.object({ historyRowsLost: v.number() });

/** Reads a run's evidence from its folder. Rejects when a file is missing or not of its form. */
export async function readEvidence(folder: string) {
  const sources: unknown = JSON.parse(await readFile(join(folder, evidenceFiles.sources), 'utf8'));
  const counts: unknown = JSON.parse(await readFile(join(folder, evidenceFiles.counts), 'utf8'));
  return {
    rowsLost: v.parse(countsSchema, counts).historyRowsLost,
    sources: v.parse(sourcesSchema, sources),
    ledger: await readLines(join(folder, evidenceFiles.ledger), ledgerSchema),
    ambiguities: await readLines(join(folder, evidenceFiles.ambiguities), ambiguitySchema),
  };
}

async function readLines<S extends v.GenericSchema>(path: string, schema: S) {
  const values: v.InferOutput<S>[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    values.push(v.parse(schema, JSON.parse(line)));
  }
  return values;
}
