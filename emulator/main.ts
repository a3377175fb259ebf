#!/usr/bin/env node
import { type Command, helpText, parseCommandLine, type StateFile } from './command-line.ts';
import type { Emulator } from './emulator.ts';
import { writeStateFile } from './saved/state-file.ts';
import { startEmulator } from './server.ts';

/** Exit code for wrong arguments. */
const USAGE_ERROR = 2;

async function run(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText);
      return;
    case 'wrong':
      process.stderr.write(`emulator: ${command.reason}. See --help.\n`);
      process.exitCode = USAGE_ERROR;
      return;
    case 'run':
      await serve(command);
  }
}

async function serve({ options, stateFile }: Command & { kind: 'run' }): Promise<void> {
  const emulator = await startEmulator(options);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    // Calls exit: a process that is already ending could still be killed by a second signal.
    stopping ??= emulator.close().then(() => process.exit(saved(emulator, stateFile) ? 0 : 1));
  };
  // Not `once`: under npm a Ctrl-C arrives twice, and the second must not interrupt the clean stop.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`EventBridge partner emulator on ${emulator.url}\n`);
}

/** Saves the state, if that is wanted; whether it could. */
function saved(emulator: Emulator, file: StateFile | undefined): boolean {
  if (file === undefined) return true;
  try {
    writeStateFile(file.path, emulator.save({ received: file.received }));
    return true;
  } catch (error) {
    process.stderr.write(`emulator: cannot save the state: ${String(error)}\n`);
    return false;
  }
}

function startProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    const port =
      error instanceof Error && 'port' in error ? `port ${String(error.port)}` : 'the port';
    return `${port} is in use; choose another with --port`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'cannot listen on that --host';
  if (code === 'EACCES') return 'no permission to listen on that port; choose another with --port';
  return error instanceof TypeError ? error.message : String(error);
}

try {
  await run(parseCommandLine(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`emulator: ${startProblem(error)}\n`);
  process.exitCode = 1;
}
