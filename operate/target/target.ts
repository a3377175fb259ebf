import { parsePort } from '../../local/ports.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Connection } from './connection.ts';
import { connectToLocalMode } from './local-mode.ts';
import { connectToStage } from './stage-stack.ts';

/** What a command works on. */
export type Target =
  | { readonly kind: 'local'; /** The first of its ports. */ readonly port: number }
  | {
      readonly kind: 'stage';
      readonly stage: string;
      /** The Region of the stack; the home Region if undefined. */
      readonly region: string | undefined;
    };

/** The options of every command for its target and its output format. */
export const commonOptions = {
  stage: { type: 'string' },
  port: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** The help text of {@link commonOptions}. */
export const commonHelp = `  --stage NAME        a deployed stage, stages/NAME.json (default: the running local mode)
  --port N            the first port of local mode (default: 4600)
  --json              print one JSON document
  --help              show this text`;

/** The help text of the option for the Region of the stack. */
export const stackRegionHelp = `  --region NAME       the Region whose stack to use (default: the home Region)`;

/** The help text of the exit codes. */
export const exitCodeHelp = `Exit code: 0 success; 1 incomplete, or AWS returned an error; 2 invalid input, no such stage or stack, or
local mode not running.
`;

/** Reads the target from the options. Throws an InputError. */
export function readTarget(
  { stage, port }: { readonly stage?: string | undefined; readonly port?: string | undefined },
  region?: string,
): Target {
  if (stage === undefined) {
    if (region !== undefined) {
      throw new InputError('--region requires --stage: local mode has one Region');
    }
    return { kind: 'local', port: parsePort(port, 1) };
  }
  if (port !== undefined)
    throw new InputError('--port is for local mode and --stage for AWS: specify only one');
  return { kind: 'stage', stage, region };
}

/** Connects to the target of a command. Rejects with an InputError if it does not exist. */
export async function connect(target: Target): Promise<Connection> {
  switch (target.kind) {
    case 'local':
      return await connectToLocalMode(target.port);
    case 'stage':
      return await connectToStage(target);
  }
}
