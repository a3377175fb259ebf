import * as v from 'valibot';
import { stageSchema } from '../../lib/stage/schema.ts';
import { isSchema } from './type-text.ts';
import type { table } from '../../lambdas/settings/table/table.ts';

/** A key of a stage that is no function's setting. */
export interface OwnKey {
  readonly key: string;
  /** What it must be, in words. */
  readonly expected: string;
  /** Undefined if there is none. */
  readonly standard: unknown;
  readonly isNeeded: boolean;
  /** What it is for, and the reason for its default if it has one. */
  readonly meaning: string;
}

type OwnName = Exclude<keyof typeof stageSchema.entries, keyof typeof table>;

const meanings: Readonly<Record<OwnName, string>> = {
  partnerDomain: 'Names the vendor: in its sources, and as the source of its own events.',
  production:
    'Whether sources have the domain itself in their names, or the domain with `.test`. A new stage should not take the names of the real sources.',
  account: 'The account that the stage is deployed to; without it, that of your credentials.',
  homeRegion: 'The Region of the registration API, the page and the reconciler.',
  regions: 'The Regions that events are delivered from.',
  customerRegions:
    'The Regions that customers may choose. Without it, those that are enabled in every account; outside the partition `aws`, `regions`.',
  alarmEmails: 'Who gets the alarms; each address has to confirm a subscription once per Region.',
  brand:
    'How the page looks: the vendor’s name, its logo (64 KiB at most) and the accent of links and buttons, in light and in dark mode. Texts in these colours must be legible (WCAG AA). Without `darkAccent`, the accent is lightened.',
  producers:
    'The roles and users that may send events to the queue. Without it, nobody may, whatever IAM allows.',
  logRetentionDays:
    'How long the logs of the functions are kept. A month is enough to look into an incident, and old logs cost money.',
  pollers:
    "Provisions Lambda's pollers for the events queue; their number then limits the concurrency of the fan-out function.",
};

/** The keys that the stage's schema has besides the table of settings. */
export function ownKeys(): readonly OwnKey[] {
  return Object.entries(meanings).flatMap(([name, meaning]) =>
    Object.entries(stageSchema.entries)
      .filter(([key]) => key === name)
      .flatMap(([key, schema]) => keysOf(key, schema, true).map((one) => ({ ...one, meaning }))),
  );
}

type Unexplained = Omit<OwnKey, 'meaning'>;

function keysOf(key: string, schema: v.GenericSchema, isNeeded: boolean): readonly Unexplained[] {
  if ('wrapped' in schema && isSchema(schema.wrapped)) {
    const standard: unknown = v.getDefault(schema);
    return keysOf(key, schema.wrapped, false).map((one) => ({
      ...one,
      standard: one.standard ?? standard,
    }));
  }
  if ('entries' in schema) {
    return Object.entries(Object(schema.entries)).flatMap(([name, one]) =>
      isSchema(one) ? keysOf(`${key}.${name}`, one, isNeeded) : [],
    );
  }
  return [{ key, expected: v.getDescription(schema) ?? '', standard: undefined, isNeeded }];
}
