import { parseOptions, wholeNumber } from '../../../terminal/command-options.ts';

/** What the run of sizes is asked for. */
export interface LargeEventsOptions {
  /** How many random tokens to try. */
  readonly tokens: number;
  /** Runs only the cases whose names have this in them. */
  readonly only: string;
  readonly jsonFile: string | undefined;
}

export const largeEventsHelp = `Usage: npm run fault-injection:large-events -- [options]

Sends events of all sizes to one customer and to a thousand through the deployed bundles, on S3 as local
mode opens it: each customer must get its detail byte for byte, with one put for each event, and the
function must stay in its memory and its time. Then tries random tokens and those of other tenants.

Options:
  --only TEXT    only the cases with this in their names
  --tokens N     how many random tokens to try (default: 10000)
  --json FILE    also write the figures as JSON
  --help         show this text
`;

const maxTokens = 1_000_000;

/** Reads the options. Throws an InputError that names the one that is wrong. */
export function parseLargeEventsOptions(args: readonly string[]): LargeEventsOptions | 'help' {
  const { help, only, tokens, json } = parseOptions(args, {
    only: { type: 'string', default: '' },
    tokens: { type: 'string', default: '10000' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (help) return 'help';
  return { only, tokens: wholeNumber('--tokens', tokens, 0, maxTokens), jsonFile: json };
}
