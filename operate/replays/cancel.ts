import { isOver } from '../../lambdas/domain/history/replay.ts';
import { replayView } from '../../lambdas/registration/control/replay-view.ts';
import { cancelReplay } from '../../lambdas/registration/control/replays.ts';
import type { Command } from '../command.ts';
import { ownerOptions } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { namedReplayHelp, openNamedReplay } from './named-replay.ts';
import { replayPage } from './replay-lines.ts';

const help = `Usage: fanout replays cancel ID (--tenant NAME | --source NAME) [options]

Asks for the end of a replay: it stops after the events that it is sending. One that is over stays as it
is. To wait until it has stopped: fanout replays show ID --wait.

Options:
${namedReplayHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout replays cancel`. */
export const cancelReplayCommand: Command = {
  name: 'replays cancel',
  summary: 'stop a replay',
  help,
  async run(args, terminal) {
    const { id, values, ...opened } = await openNamedReplay(args, ownerOptions, terminal);
    const found = await cancelReplay(id, opened.context);
    if (found.kind === 'problem') throw refusal(found, 'replay');
    const { replay } = found;
    if (values.json) printJson(terminal, replayView(replay, Date.now()));
    else {
      const what = isOver(replay) ? 'It was over already' : 'Its end was asked for';
      printLines(terminal, [
        `${what} (${opened.connection.title})`,
        replayPage(replay, Date.now()),
      ]);
    }
    return 0;
  },
};
