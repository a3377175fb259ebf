import { constants } from 'node:fs';
import { access, open, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { compactJson } from '../lambdas/domain/compact-json.ts';
import type { Received } from './emulator-view.ts';
import { InputError } from '../terminal/input-error.ts';
import { fileProblem } from '../terminal/json-file.ts';
import type { Summary } from './summary.ts';

/** Rejects with an InputError if a file cannot be written there. */
export async function checkWritable(option: string, path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
    const existing = await stat(path).catch(() => undefined);
    if (existing?.isDirectory()) throw new Error('is a folder, not a file');
    if (existing !== undefined) await access(path, constants.W_OK);
  } catch (error) {
    const problem = fileProblem(error).replace('no such file', 'no such folder');
    throw new InputError(`${option} ${path}: ${problem}`, { cause: error });
  }
}

/** Writes the figures of a run as JSON. */
export async function writeSummary(path: string, summary: Summary): Promise<void> {
  await writeFile(path, `${JSON.stringify(summary, undefined, 2)}\n`);
}

/** Writes what each customer's bus received, one JSON object per line. */
export async function writeDeliveries(path: string, received: readonly Received[]): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const one of received) await file.write(`${deliveryLine(one)}\n`);
  } finally {
    await file.close();
  }
}

function deliveryLine({ region, account, event, detailJson }: Received): string {
  const { source, id, time, 'detail-type': detailType, resources } = event;
  const head = JSON.stringify({ region, account, source, id, time, detailType, resources });
  // The detail may have line breaks.
  return `${head.slice(0, -1)},"detail":${compactJson(detailJson)}}`;
}
