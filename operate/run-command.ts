import { InputError } from '../terminal/input-error.ts';
import type { Command } from './command.ts';
import { awsProblem } from './target/aws-problem.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs the command that the first words name, or shows its help text. Resolves with the exit code;
 * rejects with an InputError for an unknown command, and otherwise as {@link Command.run} does, with
 * errors of AWS as an OperationError.
 */
export async function runCommand(
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<number> {
  const command = commands.find(({ name }) => isCalled(name, words));
  const [group = ''] = words;
  if (command === undefined) return showGroup(group, words.slice(1), commands, terminal);
  const args = words.slice(command.name.split(' ').length);
  if (args.includes('--help')) return show(command.help, terminal);
  try {
    return await command.run(args, terminal);
  } catch (error) {
    throw awsProblem(error);
  }
}

/** The lines that list commands, for a help text. */
export function commandLines(commands: readonly Pick<Command, 'name' | 'summary'>[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join('');
}

function isCalled(name: string, words: readonly string[]): boolean {
  return name.split(' ').every((word, index) => word === words[index]);
}

/** `fanout sources` and `fanout sources --help` list the commands that begin with it. */
function showGroup(
  group: string,
  rest: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): number {
  const ofGroup = commands.filter(({ name }) => name.startsWith(`${group} `));
  const [second = '--help'] = rest;
  if (ofGroup.length > 0 && second.startsWith('-') && second !== '--help') {
    throw new InputError(`"${group}" needs a command (fanout ${group} --help lists them)`);
  }
  if (ofGroup.length === 0 || second !== '--help') {
    const called = ofGroup.length === 0 ? group : `${group} ${second}`;
    throw new InputError(`unknown command "${called}" (--help lists the commands)`);
  }
  return show(
    `Usage: fanout ${group} <command> [options]\n\nCommands:\n${commandLines(ofGroup)}`,
    terminal,
  );
}

function show(text: string, { output }: Terminal): number {
  output.write(text);
  return 0;
}
