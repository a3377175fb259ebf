import { flowAround, type Scenario } from './scenario.ts';
import type { OutageOptions } from './options.ts';

/** An outage and what it is compared with. */
export interface Variant {
  readonly name: string;
  readonly scenario: Scenario;
  /** Whether it shows what would be otherwise, and so need not keep the promises. */
  readonly isControl: boolean;
}

/** Every run: for each length one without outage, the outages, and the same without jitter. */
export function variantsOf({
  events,
  hours,
  silentHours,
  callMs,
  seed,
}: OutageOptions): readonly Variant[] {
  const variant = (name: string, outageHours: number, fields: Partial<Scenario> = {}): Variant => ({
    name,
    isControl: fields.manner === 'stalling',
    scenario: {
      events,
      outageHours,
      flowHours: flowAround(outageHours),
      manner: 'failing',
      hasJitter: true,
      callMs,
      seed,
      ...fields,
    },
  });
  const lengths = [...new Set([...hours, ...silentHours])];
  return [
    ...lengths.map((length) => variant(calmName(length), 0, { flowHours: flowAround(length) })),
    ...hours.map((length) => variant(`${length} h`, length)),
    ...hours.map((length) => variant(`${length} h, no jitter`, length, { hasJitter: false })),
    ...silentHours.flatMap((length) => [
      variant(`${length} h, silent`, length, { manner: 'silent' }),
      variant(`${length} h, silent, called on`, length, { manner: 'stalling' }),
    ]),
  ];
}

/** The control run, without an outage, for an outage of this length. */
export function calmName(outageHours: number): string {
  return `none beside ${outageHours} h`;
}
