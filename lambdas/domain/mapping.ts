import type { Notification } from './notification.ts';
import { generatorProblem, tenantOf } from './generator.ts';
import { accountId } from './account-id.ts';
import { isRegionCode } from './region-code.ts';
import type { ListeningState } from './history/row.ts';
import { maxSourceNameLength, sourceName } from './source-name.ts';
import type { SourceState } from './source-state.ts';
import { testEventDetailType } from './test-event.ts';

/** One customer's registration for a generator's events: one partner event source. */
export interface Mapping {
  readonly generator: string;
  /** Contains the Region and the name, so that one account may register in several Regions. */
  readonly sourceArn: string;
  readonly sourceName: string;
  readonly tenant: string;
  /** The customer's AWS account, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** New and unique at each registration: what was learnt about an older one does not hold for this one. */
  readonly generation: string;
  readonly state: SourceState;
  /** When AWS will delete the source unless the customer accepts it, RFC 3339; PENDING sources have one. */
  readonly expirationTime?: string;
  /** When AWS was last called about the source, RFC 3339. */
  readonly lastCheckedAt?: string;
  /** The last expiry threshold that the vendor was notified of, in days. */
  readonly notifiedDaysLeft?: number;
  /** Notifications that the vendor has not received yet. */
  readonly outbox?: readonly Notification[];
  /** The detail types wanted; all of them when absent. */
  readonly detailTypes?: readonly string[];
  /** RFC 3339 date-time. */
  readonly createdAt: string;
  /** The last event that EventBridge accepted for the source, at most a minute behind. */
  readonly lastAcceptedEvent?: AcceptedEvent;
  /** The last delivery attempt that failed, at most a minute behind. */
  readonly lastError?: DeliveryError;
  /** When the first delivery attempt failed since EventBridge last accepted an event; RFC 3339. */
  readonly failingSince?: string;
  /** The last threshold of failing that the vendor was notified of, and the `failingSince` that it is about. */
  readonly notifiedFailing?: { readonly since: string; readonly hours: number };
  readonly retirement?: Retirement;
  /** Since when its events are held, because the customer asked for it; RFC 3339. */
  readonly pausedAt?: string;
  /** What waits on the retry queue from before this time is not sent any more; RFC 3339. */
  readonly skipBefore?: string;
  /** Since when events may have been missed about which nobody has decided; RFC 3339. */
  readonly missedSince?: string;
  /** The customer left whatever it had missed before this time: no later doubt reopens it; RFC 3339. */
  readonly leftBefore?: string;
  /** Until when they may have been missed, if somebody has listened since; RFC 3339. */
  readonly missedUntil?: string;
  /**
   * The last time in which it was in doubt whether the customer listened: from the last check that found
   * the source ACTIVE until deliveries know of the one that found it PENDING. RFC 3339 date-times.
   */
  readonly doubt?: { readonly from: string; readonly to: string };
  /** Whether the missed events are sent as soon as the source is ACTIVE. */
  readonly sendsMissedOnceActive?: boolean;
  /**
   * What the tenant calls the source, for people to read; none when absent. It has no effect on deliveries,
   * and a mapping that was looked up for one does not have it.
   */
  readonly displayName?: string;
}

/** An event that EventBridge accepted for a source. */
export interface AcceptedEvent {
  /** The vendor's id of the event. */
  readonly id: string;
  readonly detailType: string;
  /** RFC 3339 date-time. */
  readonly acceptedAt: string;
  /** Whether the customer was listening; absent if it was written before that was noted. */
  readonly state?: ListeningState;
}

/** Why a delivery attempt to a source failed. */
export interface DeliveryError {
  readonly code: string;
  readonly message: string;
  /** RFC 3339 date-time. */
  readonly time: string;
}

/** Why and when a mapping was retired: it no longer matches events. */
export interface Retirement {
  readonly reason: string;
  /** RFC 3339 date-time. */
  readonly retiredAt: string;
}

/** How long a retired mapping is kept for people to read its reason, in days. */
export const retiredMappingDays = 30;

/** The retirement that a notification announces. */
export function retirementOf({ reason, time }: Notification): Retirement {
  return { reason, retiredAt: time };
}

/** What a customer asks for when it registers. */
export interface Registration {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  readonly detailTypes?: readonly string[];
  readonly displayName?: string;
}

/** A registration's source name, or what is wrong with the registration. */
export function nameSource(
  partner: string,
  { generator, account, region }: Registration,
): { readonly name: string } | { readonly problem: string } {
  const problem = generatorProblem(generator);
  if (problem !== undefined) return { problem: `generator ${problem}` };
  if (!accountId.test(account)) return { problem: 'account must be 12 digits' };
  if (!isRegionCode(region)) return { problem: 'region must be an AWS Region such as us-east-1' };
  const name = sourceName(partner, generator, account);
  if (name.length <= maxSourceNameLength) return { name };
  return {
    problem: `generator makes a source name of ${name.length} characters, ${maxSourceNameLength} are allowed`,
  };
}

/** The mapping of a new registration, whose partner event source has just been created: PENDING. */
export function newMapping(
  registration: Registration,
  source: { readonly name: string; readonly arn: string },
  { generation, createdAt }: { readonly generation: string; readonly createdAt: string },
): Mapping {
  return {
    ...registration,
    sourceArn: source.arn,
    sourceName: source.name,
    tenant: tenantOf(registration.generator),
    generation,
    state: 'PENDING',
    createdAt,
  };
}

/** Whether the mapping's customer asked for events of this detail type; test events go to everyone. */
export function wants({ detailTypes }: Mapping, detailType: string): boolean {
  const isWanted = detailTypes === undefined || detailTypes.includes(detailType);
  return isWanted || detailType === testEventDetailType;
}

/** Whether a mapping matches events. */
export function isLive({ retirement }: Mapping): boolean {
  return retirement === undefined;
}
