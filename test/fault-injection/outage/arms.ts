import { flowAround, type Scenario } from './scenario.ts';
import type { OutageOptions } from './options.ts';

/** An outage and what it is compared with. */
export interface Arm {
  readonly name: string;
  readonly scenario: Scenario;
  /** Whether it shows what would be otherwise, and so need not keep the promises. */
  readonly isControl: boolean;
}

/** Every run: for each length one without outage, the outages, and the same without jitter. */
export function armsOf({
  events,
  hours,
  silentHours,
  callMs,
  seed,
}: OutageOptions): readonly Arm[] {
  const arm = (name: string, outageHours: number, fields: Partial<Scenario> = {}): Arm => ({
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
    ...lengths.map((length) => arm(calmName(length), 0, { flowHours: flowAround(length) })),
    ...hours.map((length) => arm(`${length} h`, length)),
    ...hours.map((length) => arm(`${length} h, no jitter`, length, { hasJitter: false })),
    ...silentHours.flatMap((length) => [
      arm(`${length} h, silent`, length, { manner: 'silent' }),
      arm(`${length} h, silent, called on`, length, { manner: 'stalling' }),
    ]),
  ];
}

/** The control run, without an outage, for an outage of this length. */
export function calmName(outageHours: number): string {
  return `none beside ${outageHours} h`;
}
