import { planView } from '../../lambdas/registration/control/replay-view.ts';
import { requestReplay } from '../../lambdas/registration/control/replays.ts';
import type { Command } from '../command.ts';
import { openRecordedSource } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { planLines } from './replay-lines.ts';
import { readReplayArguments, requestHelp } from './read-request.ts';

const help = `Usage: fanout replays plan --source NAME --since TIME [options]

Counts what a replay would send, as far as that is possible in some seconds, and sends nothing. The source
need not be ACTIVE.

Options:
${requestHelp}
${commonHelp}

${exitCodeHelp}`;

/** `fanout replays plan`. */
export const planReplayCommand: Command = {
  name: 'replays plan',
  summary: 'count what a replay would send',
  help,
  async run(args, terminal) {
    const { values, source, request } = readReplayArguments(args);
    const { connection, context } = await openRecordedSource(source, values, terminal);
    const result = await requestReplay({ ...request, plan: true }, undefined, context);
    if (result.kind === 'problem') throw refusal(result);
    if (result.kind === 'started') throw new TypeError('a plan was asked for');
    const view = planView(result.plan);
    if (values.json) printJson(terminal, view);
    else printLines(terminal, [`Plan (${connection.title})`, planLines(view)]);
    return 0;
  },
};
