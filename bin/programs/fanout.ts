import { InputError } from '../../terminal/input-error.ts';
import { localHelp, parseLocalOptions } from '../../local/options.ts';
import type { Command } from '../../operate/command.ts';
import { OperationError } from '../../operate/operation-error.ts';
import { missingPackagesLine } from './missing-packages.ts';
import { commandLines, isHelp, runCommand } from '../../operate/run-command.ts';

const local: Command = {
  name: 'local',
  summary: 'run the whole system locally (npm start)',
  help: localHelp,
  async run(args, terminal) {
    const options = parseLocalOptions(args);
    if (options === 'help') return 0;
    const { runLocal } = await import('../../local/run.ts');
    return await runLocal(options, { output: terminal.output, signal: terminal.stopSignal() });
  },
};

/** All commands. Local mode starts without the others, which import clients of services that it has no use for. */
async function commandsFor(word: string): Promise<readonly Command[]> {
  if (word === local.name) return [local];
  const { commands } = await import('../../operate/commands.ts');
  const { partnerKit } = await import('../../operate/partner-kit/partner-kit.ts');
  const { catalogCommands } = await import('../../operate/catalog-commands.ts');
  return [local, ...commands, partnerKit, ...catalogCommands];
}

const helpOf = (commands: readonly Command[]) => `Usage: fanout <command> [options]

Commands:
${commandLines(commands)}
All commands except local work on a deployed stage (--stage NAME). Without --stage they work on the local
mode that is running; preflight and partner-kit always need a stage, and the commands of the catalogue none.
Run fanout <command> --help for details, and fanout --version to see the version.
`;

/** Exit codes: something could not be done; an invalid option or file. */
const failed = 1;
const invalidInput = 2;

let stopping: AbortController | undefined;

/** Aborts on Ctrl-C, termination or closed output; a second signal ends the process at once. */
function stopSignal(): AbortSignal {
  if (stopping !== undefined) return stopping.signal;
  const controller = new AbortController();
  stopping = controller;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort());
  }
  return controller.signal;
}

/** Of a program that SIGPIPE ends, as a shell reports it. */
const outputClosed = 141;

// The reader of the output has closed it, as in `npm start | head`.
process.stdout.on('error', () => {
  if (stopping === undefined) process.exit(outputClosed);
  stopping.abort();
});

/** `fanout help local` is `fanout local --help`. */
function askingForHelp(words: readonly string[]): readonly string[] {
  return words[0] === 'help' ? [...words.slice(1), '--help'] : words;
}

async function main(words: readonly string[]): Promise<number> {
  const [first = '--help'] = words;
  if (first === '--version' || first === '-v') {
    const { ownVersion } = await import('../../operate/version.ts');
    process.stdout.write(`${ownVersion()}\n`);
    return 0;
  }
  const commands = await commandsFor(first);
  if (isHelp(first)) {
    process.stdout.write(helpOf(commands));
    return 0;
  }
  return await runCommand(words, commands, {
    input: process.stdin,
    output: process.stdout,
    errorOutput: process.stderr,
    stopSignal,
  });
}

try {
  process.exitCode = await main(askingForHelp(process.argv.slice(2)));
  // If reading stopped early, it would keep the process alive.
  process.stdin.destroy();
} catch (error) {
  const missing = missingPackagesLine(error);
  const isExpected = error instanceof InputError || error instanceof OperationError;
  if (missing === undefined && !isExpected) throw error;
  process.stderr.write(`fanout: ${missing ?? String(Object(error).message)}\n`);
  process.exitCode = error instanceof InputError ? invalidInput : failed;
}
