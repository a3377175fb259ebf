import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { stageSettings } from '../../lib/stage/stage-settings.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import type { Command } from '../command.ts';
import { openInput } from '../input/open-input.ts';
import { countOf, plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { findStage } from '../target/stage-stack.ts';
import type { Terminal } from '../terminal.ts';
import { readMessages, type GivenMessage } from './given-messages.ts';
import { checkMessage, type CheckSettings } from './message-problems.ts';

const help = `Usage: fanout check [FILE] [options]

Checks messages for the events queue without sending them, with the code of the fan-out function: domain
events and CloudEvents, from a file or, without one or with "-", from standard input. The input is JSON
Lines, each a message (an event, or an array of them), or one JSON document, an event or a list of them.
Prints each problem in one line, with the line at which its message or event begins. It calls nobody.

Options:
  --stage NAME        check for a stage, stages/NAME.json (default: a stage with the default settings)
  --json              print a JSON object for each problem, and one with the counts in the end
  --help              show this text

Exit code: 0 all events would be relayed; 1 some would not; 2 invalid input.
`;

/** `fanout check`. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'check events in a file or standard input, without sending them',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      stage: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const [path = '-', ...rest] = positionals;
    if (rest.length > 0)
      throw new InputError(`expected at most one FILE, got ${positionals.length}`);
    const settings =
      values.stage === undefined ? standardSettings : stageSettings(findStage(values.stage));
    const { name, chunks } = await openInput(path, terminal);
    const print = values.json ? printAsJson(terminal) : printAsText(terminal, name);
    const counts = await checkAll(readMessages(chunks, name), settings, terminal, print.problem);
    print.counts(counts);
    return counts.problems === 0 ? 0 : 1;
  },
};

interface Counts {
  readonly messages: number;
  /** Events that would be relayed. */
  readonly events: number;
  readonly problems: number;
}

/** How a problem and the result are written. Nothing is kept: there may be a million of them. */
interface Printer {
  readonly problem: (place: GivenMessage, reason: string) => void;
  readonly counts: (counts: Counts) => void;
}

async function checkAll(
  messages: AsyncIterable<GivenMessage>,
  settings: CheckSettings,
  { errorOutput }: Terminal,
  onProblem: Printer['problem'],
): Promise<Counts> {
  const progress = progressOn(errorOutput);
  let [count, events, found] = [0, 0, 0];
  for await (const message of messages) {
    const { problems, ...checked } = checkMessage(message, settings);
    count += 1;
    events += checked.events;
    found += problems.length;
    if (problems.length > 0) progress.finish();
    for (const { line, reason } of problems) onProblem({ ...message, line }, reason);
    if (count % 1000 === 0) progress.show(`line ${message.line.toLocaleString('en-US')} checked`);
  }
  progress.finish();
  return { messages: count, events, problems: found };
}

function printAsText({ output }: Terminal, name: string): Printer {
  return {
    problem({ line, event }, reason) {
      const place = event === undefined ? '' : `event ${event}: `;
      output.write(`${plainText(`${name}:${line}: ${place}${reason}`)}\n`);
    },
    counts({ events, problems }) {
      const found = problems === 0 ? 'no problems' : countOf(problems, 'problem');
      output.write(`${countOf(events, 'event')} would be relayed, ${found}\n`);
    },
  };
}

function printAsJson({ output }: Terminal): Printer {
  const write = (value: object) => output.write(`${JSON.stringify(value)}\n`);
  return {
    problem: ({ line, event }, reason) => write({ line, event, reason }),
    counts: write,
  };
}
