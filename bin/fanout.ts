import { InputError } from '../local/input/input-error.ts';
import { localHelp, parseLocalOptions } from '../local/options.ts';
import { reconcileByHand } from '../local/reconcile/by-hand.ts';
import { parseReconcileOptions, reconcileHelp } from '../local/reconcile/options.ts';
import { runLocal } from '../local/run.ts';

const help = `Usage: fanout <command> [options]

Commands:
  local      run the whole of it on this machine (npm start)
  reconcile  run the reconciler once against the local mode that is running

fanout <command> --help tells about a command.
`;

/** Exit code for a wrong option or file. */
const wrongInput = 2;

async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case undefined:
    case '--help':
      return show(help);
    case 'local': {
      const options = parseLocalOptions(args);
      if (options === 'help') return show(localHelp);
      return await runLocal(options, { output: process.stdout, signal: stopSignal() });
    }
    case 'reconcile': {
      const options = parseReconcileOptions(args);
      if (options === 'help') return show(reconcileHelp);
      const outputs = { output: process.stdout, errorOutput: process.stderr };
      return await reconcileByHand(options, outputs);
    }
    default:
      throw new InputError(`there is no command "${command}" (--help lists them)`);
  }
}

function show(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Aborts at Ctrl-C, a termination or the end of the output; a second signal ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopping.abort());
  }
  // Whoever read the output has gone, as in `npm start | head`.
  process.stdout.on('error', () => stopping.abort());
  return stopping.signal;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`fanout: ${error.message}\n`);
  process.exitCode = wrongInput;
}
