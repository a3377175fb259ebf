import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { historyBucketName } from '../../../local/history/history-table.ts';
import { partnerName } from '../../../local/partner.ts';
import type { Verdict } from './verdict.ts';

const program = join(import.meta.dirname, 'verify.ts');

/** Runs the verifier in a process of its own and resolves with its verdict; rejects with what it complained of. */
export async function runVerifier(of: {
  readonly evidence: string;
  readonly sqs: string;
  readonly eventBridge: string;
  readonly dynamodb: string;
  /** The history's table. */
  readonly table: string;
}): Promise<Verdict> {
  const options = {
    evidence: of.evidence,
    sqs: of.sqs,
    dynamodb: of.dynamodb,
    table: of.table,
    bucket: historyBucketName,
    'event-bridge': of.eventBridge,
    partner: partnerName,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  return JSON.parse(stdout);
}
