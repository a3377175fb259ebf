import { defaultPort, parseOptions, parsePort } from '../command-options.ts';

/** What `fanout reconcile` was asked to do. */
export interface ReconcileOptions {
  /** Report, and change nothing. */
  readonly dryRun: boolean;
  /** Print the report as JSON. */
  readonly json: boolean;
  /** The first port of the local mode that is running. */
  readonly port: number;
}

/** The help text of `fanout reconcile`. */
export const reconcileHelp = `Usage: fanout reconcile [options]

Runs the reconciler once against the local mode that is running (npm start), at the time of its
EventBridge's clock: brings the mapping table to what EventBridge says, and tells what it found.

Options:
  --dry-run  report, and change nothing
  --json     print the report as JSON
  --port N   the first of local mode's ports (default: ${defaultPort})
  --help     show this text

Exit code: 0 if the run was complete; 1 if something was left for the next run or could not be
repaired; 2 for a wrong option, or if no local mode answers.
`;

/** Reads the command line of `fanout reconcile`; `help` when that is asked for. Throws an InputError. */
export function parseReconcileOptions(args: readonly string[]): ReconcileOptions | 'help' {
  const {
    help,
    json,
    port,
    'dry-run': dryRun,
  } = parseOptions(args, {
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    port: { type: 'string' },
  });
  return help ? 'help' : { dryRun, json, port: parsePort(port, 1) };
}
