import { listReplays } from '../../lambdas/registration/control/replays.ts';
import { replayView } from '../../lambdas/registration/control/replay-view.ts';
import type { Replay } from '../../lambdas/domain/history/replay.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readNumber } from '../dead-letters/selection.ts';
import { countOf } from '../plain-text.ts';
import { openOwner, ownerOptions, sourceHelp } from '../registration/open-source.ts';
import { refusal } from '../registration/refusal.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { replayTable } from './replay-lines.ts';

const defaultLimit = 20;
const maxLimit = 1_000;
const maxPage = 100;

const help = `Usage: fanout replays list (--source NAME | --tenant NAME) [options]

Lists replays and resends, the newest first.

Options:
${sourceHelp}
  --tenant NAME       of all sources of the tenant
  --limit N           at most N replays (default: ${defaultLimit}, maximum: ${maxLimit})
${commonHelp}

${exitCodeHelp}`;

/** `fanout replays list`. */
export const listReplaysCommand: Command = {
  name: 'replays list',
  summary: 'list replays and resends',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...ownerOptions,
      limit: { type: 'string' },
    });
    noArguments(positionals);
    const limit = readNumber('limit', values.limit, maxLimit) ?? defaultLimit;
    const opened = await openOwner(values, terminal);
    const { replays, hasMore } = await newestReplays(limit, opened);
    if (values.json) {
      const views = replays.map((replay) => replayView(replay, Date.now()));
      printJson(terminal, { replays: views, hasMore });
    } else {
      const count = `${countOf(replays.length, 'replay')} (${opened.connection.title})`;
      printLines(terminal, [replayTable(replays), hasMore ? `${count}, and more exist` : count]);
    }
    return 0;
  },
};

async function newestReplays(
  limit: number,
  { named, context }: Awaited<ReturnType<typeof openOwner>>,
): Promise<{ readonly replays: readonly Replay[]; readonly hasMore: boolean }> {
  const replays: Replay[] = [];
  let cursor: string | undefined;
  do {
    const page = await listReplays(
      {
        source: named?.name,
        region: named?.region,
        cursor,
        limit: Math.min(maxPage, limit - replays.length),
      },
      context,
    );
    if (page.kind === 'problem') throw refusal(page);
    replays.push(...page.replays);
    cursor = page.next;
  } while (cursor !== undefined && replays.length < limit);
  return { replays, hasMore: cursor !== undefined };
}
