import type { Mapping } from './mapping.ts';
import { isListening, later, missedAfter } from './missed.ts';

/** What a customer, or a replay that it asked for, changes of a mapping. */
export type MappingControl =
  /** Events are held from now on. */
  | { readonly kind: 'pause'; readonly atMs: number; readonly booksMissed: boolean }
  /** Events are delivered again; `leavesMissed`: what was held is left, as is everything else that was missed. */
  | {
      readonly kind: 'resume';
      readonly atMs: number;
      /** When deliveries no longer go by the pause. */
      readonly settledAtMs: number;
      readonly leavesMissed: boolean;
    }
  /** What waits on the retry queue from before this time is not sent. */
  | { readonly kind: 'skipBacklog'; readonly before: string }
  /** What was missed in this time was sent again; without `from`, all of it until then is left. */
  | { readonly kind: 'missedDecided'; readonly from?: string; readonly until: string }
  /** What was missed is sent as soon as the source is ACTIVE. */
  | { readonly kind: 'sendMissedOnceActive' }
  /** A replay sends it. */
  | { readonly kind: 'missedIsSent' };

/** What a control may change. */
export type ControlledFields = Pick<Mapping, (typeof controlledFields)[number]>;

/** The names of all that a control may change. */
export const controlledFields = [
  'pausedAt',
  'skipBefore',
  'missedSince',
  'leftBefore',
  'missedUntil',
  'doubt',
  'sendsMissedOnceActive',
] as const;

/**
 * What a mapping has of the controlled fields after a control; undefined if a retired mapping cannot have
 * it. A field that is absent is removed.
 */
export function controlled(
  mapping: Mapping,
  control: MappingControl,
): ControlledFields | undefined {
  const fields = fieldsOf(mapping);
  if (control.kind === 'missedDecided') return decided(mapping, fields, control);
  return mapping.retirement === undefined ? ofLive(mapping, fields, control) : undefined;
}

function decided(
  mapping: Mapping,
  fields: ControlledFields,
  { from, until }: Extract<MappingControl, { kind: 'missedDecided' }>,
): ControlledFields {
  const { missedSince = '' } = mapping;
  const isFromLater = Date.parse(from ?? missedSince) > Date.parse(missedSince);
  if (isFromLater) return fields;
  const { missedSince: _, missedUntil: __, doubt: ___, ...others } = fields;
  const left = from === undefined && { leftBefore: later(fields.leftBefore, until) };
  return { ...others, ...left, ...missedAfter(mapping, until) };
}

type LiveControl = Exclude<MappingControl, { kind: 'missedDecided' }>;

function ofLive(
  mapping: Mapping,
  fields: ControlledFields,
  control: LiveControl,
): ControlledFields {
  const { sendsMissedOnceActive: _, ...unsent } = fields;
  switch (control.kind) {
    case 'pause':
      return paused(fields, control);
    case 'resume':
      return resumed(mapping, fields, control);
    case 'skipBacklog':
      return { ...fields, skipBefore: later(fields.skipBefore, control.before) };
    case 'sendMissedOnceActive':
      return { ...fields, sendsMissedOnceActive: true };
    case 'missedIsSent':
      return unsent;
  }
}

/** A paused mapping stays as it is. */
function paused(
  fields: ControlledFields,
  { atMs, booksMissed }: Extract<MappingControl, { kind: 'pause' }>,
): ControlledFields {
  if (fields.pausedAt !== undefined) return fields;
  const at = new Date(atMs).toISOString();
  const { missedSince = at } = fields;
  return { ...fields, pausedAt: at, ...(booksMissed && { missedSince }) };
}

/** Without `leavesMissed`, it is still open what becomes of the events that were held. */
function resumed(
  mapping: Mapping,
  fields: ControlledFields,
  { atMs, settledAtMs, leavesMissed }: Extract<MappingControl, { kind: 'resume' }>,
): ControlledFields {
  const { pausedAt, ...unpaused } = fields;
  const settledAt = new Date(settledAtMs).toISOString();
  const missedUntil = pausedAt === undefined ? fields.missedUntil : settledAt;
  const open = {
    ...unpaused,
    ...(missedUntil !== undefined && fields.missedSince !== undefined && { missedUntil }),
  };
  if (!leavesMissed) return open;
  const { pausedAt: _, ...live } = mapping;
  // What is still held because of this pause is left, too, unless nobody listens anyway.
  const isOver = isListening(live) && pausedAt !== undefined;
  const at = new Date(atMs).toISOString();
  const until = isOver ? settledAt : at;
  const { missedSince: __, missedUntil: ___, doubt: ____, ...others } = unpaused;
  // Whoever listens from now on has not left what may turn out to be in doubt.
  const leftBefore = later(fields.leftBefore, at);
  return { ...others, leftBefore, ...missedAfter({ ...live, ...open }, until) };
}

/** A mapping with what a control leaves of the controlled fields. */
export function withControlled(mapping: Mapping, fields: ControlledFields): Mapping {
  const { pausedAt: _1, skipBefore: _2, missedSince: _3, ...others } = mapping;
  const { missedUntil: _4, doubt: _5, sendsMissedOnceActive: _6, leftBefore: _7, ...kept } = others;
  return { ...kept, ...fields };
}

function fieldsOf(mapping: Mapping): ControlledFields {
  const { pausedAt, skipBefore, missedSince, leftBefore } = mapping;
  const { missedUntil, doubt, sendsMissedOnceActive } = mapping;
  return {
    ...(pausedAt !== undefined && { pausedAt }),
    ...(skipBefore !== undefined && { skipBefore }),
    ...(missedSince !== undefined && { missedSince }),
    ...(leftBefore !== undefined && { leftBefore }),
    ...(missedUntil !== undefined && { missedUntil }),
    ...(doubt !== undefined && { doubt }),
    ...(sendsMissedOnceActive !== undefined && { sendsMissedOnceActive }),
  };
}
