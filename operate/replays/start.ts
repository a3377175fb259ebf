import { requestReplay } from '../../lambdas/registration/control/replays.ts';
import type { Command } from '../command.ts';
import { openRecordedSource } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { finishReplay, waitHelp } from './finish-replay.ts';
import { readReplayArguments, requestHelp } from './read-request.ts';

const help = `Usage: fanout replays start --source NAME --since TIME [options]

Sends events of the history to their source again, if AWS says that it is ACTIVE. At most one replay of a
source is under way at a time. Replays give way to live events.

${waitHelp}

Options:
${requestHelp}
  --no-wait           do not wait until the replay is over
${commonHelp}

${exitCodeHelp}`;

/** `fanout replays start`. */
export const startReplayCommand: Command = {
  name: 'replays start',
  summary: 'send events of a source again',
  help,
  async run(args, terminal) {
    const { values, source, request } = readReplayArguments(args);
    const opened = await openRecordedSource(source, values, terminal);
    const result = await requestReplay(request, undefined, opened.context);
    if (result.kind === 'problem') throw refusal(result);
    if (result.kind === 'planned') throw new TypeError('no plan was asked for');
    return await finishReplay(result.replay, values, { ...opened, terminal });
  },
};
