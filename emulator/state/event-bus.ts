import type { EventPattern } from '../event-pattern/event-pattern.ts';

/** A customer's bus: the default bus, a custom bus, or a partner event bus with the name of its source. */
export type EventBus = {
  readonly name: string;
  readonly createdAtMs: number;
  /** Set on a partner event bus: when the source it was last attached to was created. */
  partner: { sourceCreatedAtMs: number } | undefined;
  readonly rules: Map<string, Rule>;
  /** Members that are only stored and shown: Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig. */
  readonly shown: Readonly<Record<string, unknown>>;
};

/** A rule of a bus, with its pattern as text and compiled. */
export type Rule = {
  readonly name: string;
  readonly patternText: string;
  readonly pattern: EventPattern;
  enabled: boolean;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly targets: Map<string, Target>;
};

/** The target of a rule. `given` is the target as PutTargets received it. */
export type Target = {
  readonly id: string;
  readonly arn: string;
  readonly messageGroupId: string | undefined;
  readonly given: Readonly<Record<string, unknown>>;
};

/** The bus that every account has in every Region; it cannot be created or deleted. */
export const DEFAULT_BUS = 'default';

/** A bus without rules. */
export function newEventBus(
  name: string,
  createdAtMs: number,
  shown: EventBus['shown'] = {},
): EventBus {
  return { name, createdAtMs, partner: undefined, rules: new Map(), shown };
}
