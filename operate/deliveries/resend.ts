import { resendEvent } from '../../lambdas/registration/control/resend-event.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { oneArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readTime } from '../read-time.ts';
import {
  givenSource,
  openRecordedSource,
  sourceHelp,
  sourceOptions,
} from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { finishReplay, waitHelp, waitOptions } from '../replays/finish-replay.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';

const help = `Usage: fanout deliveries resend EVENT --source NAME [options]

Sends one event to one source again, whatever became of it, if its contents are kept and AWS says that the
source is ACTIVE. Asked for twice, it is sent twice. EVENT is the vendor's id.

${waitHelp}

Options:
${sourceHelp}
  --since TIME        look for the event from this time on: 30min, 2h or 7d ago, or as in RFC 3339
  --no-wait           do not wait until it is sent
${commonHelp}

${exitCodeHelp}`;

/** `fanout deliveries resend`. */
export const resendDelivery: Command = {
  name: 'deliveries resend',
  summary: 'send one event to one source again',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...sourceOptions,
      ...waitOptions,
      since: { type: 'string' },
    });
    const event = oneArgument('EVENT', positionals);
    const since = readTime('since', values.since);
    const opened = await openRecordedSource(givenSource(values), values, terminal);
    const asked = { events: [event], since, idempotencyKey: undefined };
    const started = await resendEvent(opened.named, asked, opened.context);
    if (started.kind === 'problem') throw refusal(started, 'event in the history of this source');
    return await finishReplay(started.replay, values, { ...opened, terminal });
  },
};
