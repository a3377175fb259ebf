import type { Observed, ObservedLatency } from '../../../emulator/observed/observed.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import { quotas } from '../../../lambdas/settings/table/quotas.ts';
import type { Following, HasFleet } from './following.ts';
import { inRegions, smallestOf, type InRegion } from './by-region.ts';

// Two runs never measure the same.
const worthwhile = 0.1;

/**
 * How long a full request takes, without the way of this machine to AWS. The fastest Region's, since the
 * quota times this is how many calls may be under way: with a figure that is too low a part of the quota
 * is unused, with one that is too high the functions exceed it.
 */
export function callTimeThatFollows(
  observed: Observed,
  settings: Settings,
  hasFleet: HasFleet,
): Following {
  const measuredIn = inRegions(observed, ({ latency }) => latency);
  const fastest = smallestOf(
    measuredIn.filter(({ value }) => isTelling(value)),
    ownMs,
  );
  const distrust = measuredIn.filter(({ value }) => !isTelling(value)).map(whyNot);
  if (fastest === undefined) return { changes: [], notes: distrust };
  const { max } = quotas.putPartnerEventsMs.kind;
  const measured = Math.min(max, Math.floor(ownMs(fastest.value)));
  const to = leastWithFleet(measured, max, hasFleet);
  const from = settings.quotas.putPartnerEventsMs;
  const { p50Ms, networkMs } = fastest.value;
  const why = `in ${fastest.region}, the fastest Region, half of the full requests took at most ${p50Ms} ms, ${networkMs} ms of them on the way; the lowest figure is the safe one, since the quota times the time of a call is how many calls are under way`;
  const notes = [
    ...distrust,
    ...(to === measured
      ? []
      : [
          `quotas.putPartnerEventsMs is ${to} at the least, although calls took ${measured} ms: with less the quota has no calls for every function, and the functions may exceed it`,
        ]),
  ];
  if (Math.abs(to - from) <= from * worthwhile) return { changes: [], notes };
  return { changes: [{ section: 'quotas', name: 'putPartnerEventsMs', from, to, why }], notes };
}

// The emulator, on the same machine, takes less; AWS checks a signature and stores the events.
const leastMs = 5;

/** Whether the time is AWS's, and more of it than of the way there, whose time varies. */
function isTelling(latency: ObservedLatency): boolean {
  return ownMs(latency) >= Math.max(leastMs, latency.networkMs);
}

function whyNot({ region, value }: InRegion<ObservedLatency>): string {
  const { p50Ms, networkMs } = value;
  const times = `in ${region} half of the full requests took at most ${p50Ms} ms, ${networkMs} ms of them on the way`;
  return ownMs(value) < networkMs
    ? `quotas.putPartnerEventsMs does not follow from ${region}, since the way there took longer than the call: ${times}; measure from a machine in the Region, such as AWS CloudShell`
    : `quotas.putPartnerEventsMs does not follow from ${region}, since no call to AWS is so fast: ${times}`;
}

function ownMs({ p50Ms, networkMs }: ObservedLatency): number {
  return p50Ms - networkMs;
}

function leastWithFleet(measured: number, max: number, hasFleet: HasFleet): number {
  for (let ms = measured; ms < max; ms += 1) {
    if (hasFleet(ms)) return ms;
  }
  return max;
}
