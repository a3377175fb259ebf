import { parsePort } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';

/** What a command is to work on. */
export type Target =
  | { readonly kind: 'local'; /** The first of its ports. */ readonly port: number }
  | {
      readonly kind: 'stage';
      readonly stage: string;
      /** Whose stack; the home Region's when undefined. */
      readonly region: string | undefined;
    };

/** The options of every command that say what it works on, and how it answers. */
export const commonOptions = {
  stage: { type: 'string' },
  port: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** What the help texts say of {@link commonOptions}. */
export const commonHelp = `  --stage NAME   a deployed stage, stages/NAME.json (default: the local mode that is running)
  --port N       the first of local mode's ports (default: 4600)
  --json         print one JSON document
  --help         show this text`;

/** What the help texts say of an option for the Region of the stack. */
export const stackRegionHelp = `  --region NAME  which Region's stack of the stage (default: the home Region's)`;

/** What the help texts say of exit codes. */
export const exitCodeHelp = `Exit code: 0 done; 1 not all could be done, or AWS refused; 2 wrong input, no such stage or stack, or no
local mode running.
`;

/** Reads which target the options name. Throws an InputError. */
export function readTarget(
  { stage, port }: { readonly stage?: string | undefined; readonly port?: string | undefined },
  region?: string,
): Target {
  if (stage === undefined) {
    if (region !== undefined) {
      throw new InputError('--region needs --stage: local mode has one Region');
    }
    return { kind: 'local', port: parsePort(port, 1) };
  }
  if (port !== undefined) throw new InputError('--port is local mode, --stage is AWS: give one');
  return { kind: 'stage', stage, region };
}
