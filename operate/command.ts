import type { Terminal } from './terminal.ts';

/** A command of `fanout`. */
export interface Command {
  /** As typed: `dead-letters list`. */
  readonly name: string;
  /** What it does, for the list of commands. */
  readonly summary: string;
  /** What `--help` shows. */
  readonly help: string;
  /**
   * Runs it and resolves with the exit code: 0 success, 1 incomplete. Rejects with an InputError for
   * invalid input, and with an OperationError or an error of AWS.
   */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}
