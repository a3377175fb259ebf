import { replayView } from '../../lambdas/registration/control/replay-view.ts';
import { findReplay } from '../../lambdas/registration/control/replays.ts';
import type { Command } from '../command.ts';
import { ownerOptions } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { finishReplay } from './finish-replay.ts';
import { namedReplayHelp, openNamedReplay } from './named-replay.ts';
import { replayPage } from './replay-lines.ts';

const help = `Usage: fanout replays show ID (--tenant NAME | --source NAME) [options]

Shows one replay and how far it has come.

Options:
${namedReplayHelp}
  --wait              wait until it is over; Ctrl-C ends the waiting, and the replay goes on
${commonHelp}

${exitCodeHelp}`;

/** `fanout replays show`. */
export const showReplay: Command = {
  name: 'replays show',
  summary: 'show one replay and its progress',
  help,
  async run(args, terminal) {
    const options = { ...ownerOptions, wait: { type: 'boolean', default: false } } as const;
    const { id, values, ...opened } = await openNamedReplay(args, options, terminal);
    const found = await findReplay(id, opened.context);
    if (found.kind === 'problem') throw refusal(found, 'replay');
    const { replay } = found;
    if (values.wait) {
      return await finishReplay(replay, { ...values, 'no-wait': false }, { ...opened, terminal });
    }
    if (values.json) printJson(terminal, replayView(replay, Date.now()));
    else printLines(terminal, replayPage(replay, Date.now()));
    return 0;
  },
};
