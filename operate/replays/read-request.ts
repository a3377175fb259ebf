import { replayOutcomes } from '../../lambdas/domain/history/terms.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { noArguments } from '../arguments.ts';
import { readNumber } from '../dead-letters/selection.ts';
import { readTime } from '../read-time.ts';
import { givenSource, sourceHelp, sourceOptions } from '../registration/open-source.ts';
import { waitOptions } from './finish-replay.ts';

const requestOptions = {
  ...sourceOptions,
  since: { type: 'string' },
  until: { type: 'string' },
  outcome: { type: 'string', multiple: true },
  'detail-type': { type: 'string', multiple: true },
  event: { type: 'string', multiple: true },
  'max-per-second': { type: 'string' },
} as const;

/** What all replays of a Region send at most. */
const maxPerSecondLimit = 1_600;

/** The help text of the options that say what a replay sends. */
export const requestHelp = `${sourceHelp}
  --since TIME        outcomes since this time: 30min, 2h or 7d ago, or as in RFC 3339
  --until TIME        only outcomes before this time (default: now)
  --outcome OUTCOME   ${replayOutcomes.join(', ')}; repeatable (default: all)
  --detail-type NAME  only events of this detail type; repeatable
  --event ID          only this event, by the vendor's id; repeatable
  --max-per-second N  at most N events a second (maximum: ${maxPerSecondLimit})`;

/** Reads the arguments of a command that plans or starts a replay. Throws an InputError. */
export function readReplayArguments(args: readonly string[], nowMs = Date.now()) {
  const { values, positionals } = parseArguments(args, { ...requestOptions, ...waitOptions });
  noArguments(positionals);
  const source = givenSource(values);
  const sinceMs = readTime('since', values.since, nowMs);
  if (sinceMs === undefined) throw new InputError('--since is missing');
  const untilMs = readTime('until', values.until, nowMs) ?? nowMs;
  if (sinceMs >= untilMs) throw new InputError('--until must be after --since');
  const maxPerSecond = readNumber('max-per-second', values['max-per-second'], maxPerSecondLimit);
  const { region, outcome: outcomes, 'detail-type': detailTypes, event: events } = values;
  const request = {
    source,
    from: new Date(sinceMs).toISOString(),
    to: new Date(untilMs).toISOString(),
    ...(region !== undefined && { region }),
    ...(outcomes && { outcomes }),
    ...(detailTypes && { detailTypes }),
    ...(events && { events }),
    ...(maxPerSecond !== undefined && { maxPerSecond }),
  };
  return { values, source, request };
}
