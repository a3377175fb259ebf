import type { Terminal } from './terminal.ts';

/** A command of `fanout`. */
export interface Command {
  /** Its words: `dead-letters list`. */
  readonly name: string;
  /** What it does, for the list of commands. */
  readonly summary: string;
  /** What `--help` shows. */
  readonly help: string;
  /**
   * Does it, and resolves with the exit code: 0 done, 1 not all could be done. Rejects with an
   * InputError for what was given wrongly, and with an OperationError or an error of AWS.
   */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}
