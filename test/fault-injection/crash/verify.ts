import { parseArgs } from 'node:util';
import { readArrivals } from './read-arrivals.ts';
import { readHistory } from './read-history.ts';
import { readEvidence } from './read-evidence.ts';
import { readQueues } from './read-queues.ts';
import { judge } from './verdict.ts';

// The verifier: a program of its own, which sees a run from outside and shares nothing with what it verifies. It
// writes its verdict to standard output, as JSON.

const help = `Usage: node test/fault-injection/crash/verify.ts --evidence DIR --event-bridge URL --sqs URL --dynamodb URL
         --table NAME --bucket NAME --partner NAME

Compares the events that were accepted with those that customers' buses received and queues hold, and these
with the history.
`;

const wrongInput = 2;

async function verify(options: ReturnType<typeof parse>): Promise<string> {
  const { evidence, sqs, dynamodb, table, bucket, partner, 'event-bridge': eventBridge } = options;
  const verdict = judge({
    partner,
    ...(await readEvidence(evidence)),
    ...(await readQueues(sqs)),
    history: await readHistory({ dynamodb, sqs, table, bucket }),
    arrivals: await readArrivals(eventBridge),
  });
  return `${JSON.stringify(verdict)}\n`;
}

function parse(args: readonly string[]) {
  const needed = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      evidence: needed,
      'event-bridge': needed,
      sqs: needed,
      dynamodb: needed,
      table: needed,
      bucket: needed,
      partner: needed,
    },
  });
  const { evidence, sqs, dynamodb, table, bucket, partner, 'event-bridge': eventBridge } = values;
  if (!evidence || !sqs || !partner || !eventBridge) throw new TypeError('an option is missing');
  if (!dynamodb || !table || !bucket) throw new TypeError('an option of the history is missing');
  return { evidence, sqs, dynamodb, table, bucket, partner, 'event-bridge': eventBridge };
}

function parseOrExit(args: readonly string[]) {
  try {
    return parse(args);
  } catch (error) {
    const problem = Error.isError(error) ? error.message : String(error);
    process.stderr.write(`verify: ${problem.split('\n')[0] ?? ''} (--help shows the options)\n`);
    return process.exit(wrongInput);
  }
}

const args = process.argv.slice(2);
process.stdout.write(args.includes('--help') ? help : await verify(parseOrExit(args)));
