import type { EventPattern } from '../event-pattern/event-pattern.ts';

/** A customer's bus: the default bus, a custom bus, or a partner event bus with the name of its source. */
export type EventBus = {
  readonly name: string;
  readonly createdAtMs: number;
  /** Set on a partner event bus: when the source it was last attached to was created. */
  partner: { sourceCreatedAtMs: number } | undefined;
  readonly rules: Map<string, Rule>;
  readonly tags: Tags;
  /** Who else may put events on the bus: the statements of its policy by their Sid. */
  readonly policy: Map<string, PolicyStatement>;
  /** Members that are only stored and shown: Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig. */
  readonly shown: Readonly<Record<string, unknown>>;
};

/** Values by key. */
export type Tags = Map<string, string>;

/** A statement of a bus's policy, as DescribeEventBus shows it. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** The states of a rule; it matches events in all but DISABLED. */
export const RULE_STATES = [
  'ENABLED',
  'DISABLED',
  'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
] as const;

/** A rule of a bus, with its pattern as text and compiled. */
export type Rule = {
  readonly name: string;
  readonly patternText: string;
  readonly pattern: EventPattern;
  state: (typeof RULE_STATES)[number];
  readonly shown: Readonly<Record<string, unknown>>;
  readonly targets: Map<string, Target>;
  readonly tags: Tags;
  /** The archive for which EventBridge itself has made this rule; undefined for a customer's own. */
  readonly archive?: string;
};

/** Whether a rule matches events. */
export const isEnabled = ({ state }: Rule) => state !== 'DISABLED';

/** The service that manages the rules of archives, as DescribeRule names it. */
export const ARCHIVE_SERVICE = 'prod.vhs.events.aws.internal';

/** The target of a rule. `given` is the target as PutTargets received it. */
export type Target = {
  readonly id: string;
  readonly arn: string;
  readonly messageGroupId: string | undefined;
  readonly input: TargetInput;
  readonly deadLetterArn: string | undefined;
  readonly maxRetryAttempts: number;
  readonly maxEventAgeMs: number;
  readonly given: Readonly<Record<string, unknown>>;
};

/** What a target receives: the whole event, a constant text, a part of the event, or a template filled in from it. */
export type TargetInput =
  | { readonly kind: 'event' }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'template';
      readonly template: string;
      /** Paths in the event by the placeholders' names. */
      readonly paths: Readonly<Record<string, string>>;
    };

/** The bus that every account has in every Region; it cannot be created or deleted. */
export const DEFAULT_BUS = 'default';

/** A bus without rules. */
export function newEventBus(
  name: string,
  createdAtMs: number,
  shown: EventBus['shown'] = {},
): EventBus {
  const empty = { rules: new Map(), tags: new Map(), policy: new Map() };
  return { name, createdAtMs, partner: undefined, ...empty, shown };
}
