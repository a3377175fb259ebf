import type { MissedView } from '../../lambdas/contract/history-view.ts';
import { leaveMissed, sendMissed } from '../../lambdas/registration/control/send-missed.ts';
import { getMissed, missedView } from '../../lambdas/registration/reading-history.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { alignColumns } from '../../terminal/table.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { countOf } from '../plain-text.ts';
import { openRecordedSource, type OpenedSource } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { finishReplay, waitOptions } from '../replays/finish-replay.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { regionHelp, regionOptions } from './region-options.ts';

const help = `Usage: fanout sources missed NAME [--send | --leave] [options]

Counts the events that a source missed and about which nobody has decided: held while it was paused or
retired, or accepted while nobody listened.

With --send, the command waits until they are sent. Ctrl-C ends the waiting, and the replay goes on. The
exit code is 1 if the replay was cancelled, ended early, or is not over when the waiting ends.

Options:
${regionHelp}
  --send              send them now; AWS must say that the source is ACTIVE
  --leave             leave them: nobody is asked about them again
  --no-wait           with --send: do not wait until they are sent
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources missed`. */
export const missedCommand: Command = {
  name: 'sources missed',
  summary: 'count, send or leave what a source missed',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...regionOptions,
      ...waitOptions,
      send: { type: 'boolean', default: false },
      leave: { type: 'boolean', default: false },
    });
    const name = oneArgument('NAME', positionals);
    if (values.send && values.leave) throw new InputError('specify either --send or --leave');
    const opened = await openRecordedSource(name, values, terminal);
    if (values.send) {
      const started = await sendMissed(opened.named, opened.context);
      if (started.kind === 'problem') throw refusal(started);
      return await finishReplay(started.replay, values, { ...opened, terminal });
    }
    return values.leave
      ? await leave(opened, values.json, terminal)
      : await count(opened, values.json, terminal);
  },
};

async function leave(
  { named, context, connection }: OpenedSource,
  asJson: boolean,
  terminal: Terminal,
): Promise<number> {
  const left = await leaveMissed(named, context);
  if (left.kind === 'problem') throw refusal(left);
  if (asJson) printJson(terminal, { name: named.name, left: true });
  else printLines(terminal, [`Left what ${named.name} missed (${connection.title})`]);
  return 0;
}

async function count(
  { named, context, connection }: OpenedSource,
  asJson: boolean,
  terminal: Terminal,
): Promise<number> {
  const found = await getMissed(named, context);
  if (found.kind === 'problem') throw refusal(found);
  const view = missedView(found);
  if (asJson) printJson(terminal, view);
  else printLines(terminal, missedLines(view, connection.title));
  return 0;
}

function missedLines(view: MissedView, title: string): readonly string[] {
  const { events, inDoubt, from, to, isComplete, replay } = view;
  return [
    `${isComplete ? '' : 'At least '}${countOf(events, 'event')} missed (${title})`,
    ...alignColumns([
      [
        'in doubt',
        `${inDoubt.toLocaleString('en-US')}, accepted when it was unknown whether it was ACTIVE`,
      ],
      ['first', from ?? '-'],
      ['last', to ?? '-'],
      ['replay', replay ?? '-'],
    ]),
  ];
}
