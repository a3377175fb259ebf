import { automaticReplayId, missedRequest, newReplay } from '../domain/history/new-replay.ts';
import type { Mapping } from '../domain/mapping.ts';
import { isListening } from '../domain/missed.ts';
import type { Log } from '../ports/delivery.ts';
import type { MappingControls } from '../ports/mapping-controls.ts';
import { startReplay, type StartServices } from './start-replay.ts';

/** What sending missed events by themselves needs from outside. */
export interface SendMissedServices extends StartServices {
  readonly controls: MappingControls;
  readonly log: Log;
  /** The mapping as the table has it at this moment. */
  readonly find: () => Promise<Mapping | undefined>;
  /** How many seconds after a change deliveries may still go by the mapping as it was. */
  readonly settleSeconds: number;
}

/** Who has started a replay that was asked for with a registration. */
const startedBy = 'reconciler';

/**
 * Whether the customer wants what it missed once its source is ACTIVE, and it is, as far as this reading
 * of the mapping says.
 */
function isMissedDue(mapping: Mapping): boolean {
  return mapping.sendsMissedOnceActive === true && isListening(mapping);
}

/**
 * Starts the replay of everything that an ACTIVE source missed, if its customer asked for that. After a
 * crash, and whenever another replay of the source is not over, the next look at the source does it:
 * whoever does it, and however often, makes one replay. Never rejects.
 */
export async function sendMissedOnceActive(
  services: SendMissedServices,
  nowMs: number,
): Promise<'done' | 'later'> {
  const { find, controls, log } = services;
  try {
    const mapping = await find();
    if (mapping === undefined || !isMissedDue(mapping)) return 'done';
    if ((await start(mapping, services, nowMs)) === 'running') return 'later';
    await controls.control(mapping, { kind: 'missedIsSent' });
    return 'done';
  } catch (error) {
    log.error('the events that a source missed could not be sent', { error });
    return 'later';
  }
}

async function start(
  mapping: Mapping,
  services: SendMissedServices,
  nowMs: number,
): Promise<'started' | 'running' | 'nothing'> {
  const { missedSince } = mapping;
  if (missedSince === undefined) return 'nothing';
  const { missedUntil = missedSince } = mapping;
  const request = missedRequest({ ...mapping, missedSince }, nowMs);
  const { generation, sourceName, region } = mapping;
  const id = automaticReplayId({ generation, missedSince, missedUntil }, services.settleSeconds);
  const replay = newReplay(request, { id, kind: 'replay', startedBy, nowMs });
  const { kind } = await startReplay(replay, services, nowMs);
  services.log.info('tried to send what a source missed', { sourceName, region, id, kind });
  return kind;
}
