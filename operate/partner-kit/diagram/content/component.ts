import type { Role } from '../stacks/role.ts';

/** What stands in a box of the drawing, the groups apart. */
export type ComponentId =
  | 'administrator'
  | 'services'
  | 'operators'
  | 'registration'
  | 'mappings'
  | 'reconciler'
  | 'eventsQueue'
  | 'fanOut'
  | 'retries'
  | 'largeEvents'
  | 'recorder'
  | 'history'
  | 'replays'
  | 'operations'
  | 'others'
  | 'otherRegions'
  | 'partnerApi'
  | CustomersPart;

/** What each customer in the drawing has. */
export type CustomersPart = `${'source' | 'bus' | 'rules' | 'targets'}${'A' | 'B'}`;

/** What is drawn as one box. */
export interface Component {
  readonly id: ComponentId;
  readonly name: string;
  /** Lines below the name. */
  readonly details: readonly string[];
  /** Whether events pass through it on their way to a customer at the first attempt. */
  readonly isOnMainPath: boolean;
}

/** An arrow, in the direction of what is passed on. */
export interface Connection {
  readonly from: ComponentId;
  readonly to: ComponentId;
  readonly isMutual?: boolean;
  /** What is written along it. */
  readonly label?: string;
}

/** The components of the home Region that are made of resources, and what each is made of. */
export const partsOfStack = {
  registration: { name: 'Registration API and page', roles: ['registration', 'signIn'] },
  mappings: { name: 'Mappings', roles: ['mappings'] },
  reconciler: { name: 'Reconciler', roles: ['reconciler'] },
  eventsQueue: { name: 'Events queue', roles: ['eventsQueue'] },
  fanOut: { name: 'Fan-out', roles: ['fanOut'] },
  retries: { name: 'Retries', roles: ['retryQueue', 'retry'] },
  largeEvents: { name: 'Large events', roles: ['payloads'] },
  recorder: { name: 'Recorder', roles: ['historyQueue', 'recorder'] },
  history: { name: 'History', roles: ['historyStore'] },
  replays: { name: 'Replays', roles: ['replayQueue', 'replay'] },
  operations: { name: 'Dead letters', roles: ['deadLetters', 'alarms'] },
} as const satisfies Partial<
  Record<ComponentId, { readonly name: string; readonly roles: readonly Role[] }>
>;

/** A component that is made of resources. */
export type StackPart = keyof typeof partsOfStack;

/** All of them. */
export const stackParts: readonly StackPart[] = [
  'registration',
  'mappings',
  'reconciler',
  'eventsQueue',
  'fanOut',
  'retries',
  'largeEvents',
  'recorder',
  'history',
  'replays',
  'operations',
];
