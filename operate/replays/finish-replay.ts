import { isOver, type Replay } from '../../lambdas/domain/history/replay.ts';
import { replayView } from '../../lambdas/registration/control/replay-view.ts';
import { pause } from '../../terminal/pause.ts';
import { progressOn } from '../progress.ts';
import type { OpenedTenant } from '../registration/open-source.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { followReplay } from './follow-replay.ts';
import { progressLine, replayPage } from './replay-lines.ts';

/** The options of a command that starts a replay. */
export const waitOptions = { 'no-wait': { type: 'boolean', default: false } } as const;

/** What such a command does once the replay has started, for its help text. */
export const waitHelp = `The command waits until the replay is over. Ctrl-C ends the waiting, and the replay goes on. The exit
code is 1 if the replay was cancelled, ended early, or is not over when the waiting ends.`;

interface WaitValues {
  readonly 'no-wait': boolean;
  readonly json: boolean;
  readonly stage?: string | undefined;
  readonly port?: string | undefined;
}

/** Waits for the end of a replay unless nobody wants that, prints it, and returns the exit code. */
export async function finishReplay(
  started: Replay,
  values: WaitValues,
  { context, connection, terminal }: OpenedTenant & { readonly terminal: Terminal },
): Promise<number> {
  const replay = values['no-wait'] ? started : await followOn(started, context, terminal);
  const isDone = isOver(replay);
  if (values.json) printJson(terminal, replayView(replay, Date.now()));
  else {
    const title = `${isDone ? 'Replay' : 'Started'} (${connection.title})`;
    printLines(terminal, [
      title,
      replayPage(replay, Date.now()),
      isDone ? [] : goesOn(replay, values),
    ]);
  }
  return replay.state === 'completed' || (values['no-wait'] && !isDone) ? 0 : 1;
}

async function followOn(
  started: Replay,
  context: OpenedTenant['context'],
  { stopSignal, errorOutput }: Terminal,
): Promise<Replay> {
  const progress = progressOn(errorOutput);
  const replay = await followReplay(started, {
    context,
    signal: stopSignal(),
    pause,
    onProgress: (seen) => progress.show(progressLine(seen, Date.now())),
  });
  progress.finish();
  return replay;
}

function goesOn({ id, source }: Replay, values: WaitValues): readonly string[] {
  const { stage, port } = values;
  const target = [
    ...(stage === undefined ? [] : ['--stage', stage]),
    ...(port === undefined ? [] : ['--port', port]),
  ];
  const words = (command: string) =>
    ['fanout replays', command, id, '--tenant', quoted(source.tenant), ...target].join(' ');
  return [
    'The replay goes on.',
    `  follow it:  ${words('show')} --wait`,
    `  cancel it:  ${words('cancel')}`,
  ];
}

/** A tenant's name as a word of a shell. */
function quoted(text: string): string {
  return /^[-\w.]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
