import type { NotificationType } from './notification.ts';
import { sourceStates } from './source-state.ts';

const always = {
  tenant: { type: 'string', description: 'The customer: the first segment of the generator.' },
  generator: {
    type: 'string',
    description: 'Whose events the source gets: <tenant>/<resource...>.',
  },
  account: {
    type: 'string',
    pattern: '^[0-9]{12}$',
    description: 'The customer’s AWS account, 12 digits.',
  },
  region: { type: 'string', description: 'The Region of the source, such as us-east-1.' },
  sourceName: { type: 'string', description: 'The name of the partner event source.' },
  sourceArn: {
    type: 'string',
    description: 'The ARN of the partner event source; also the only one of the event’s resources.',
  },
  state: {
    type: 'string',
    enum: sourceStates,
    description: 'The state of the source, as last seen before the event was sent.',
  },
  reason: { type: 'string', description: 'What was noticed, as a sentence for people.' },
} as const;

const sometimes = {
  expirationTime: {
    type: 'string',
    format: 'date-time',
    description:
      'When AWS deletes the source unless the customer accepts it, if AWS has said so since the source was registered.',
  },
  daysLeft: {
    type: 'number',
    minimum: 0,
    description: 'The threshold that was passed: AWS deletes the source in so many days or sooner.',
  },
  failingHours: {
    type: 'number',
    minimum: 0,
    description:
      'The threshold that was passed: no event was accepted for so many hours or longer.',
  },
} as const;

/** Which of the members that a detail has only sometimes each detail type always has. */
const own: Readonly<Partial<Record<NotificationType, keyof typeof sometimes>>> = {
  'Partner Event Source Expiring': 'daysLeft',
  'Partner Event Source Failing': 'failingHours',
};

/** What each detail type says of a source. */
export const notificationMeanings: Readonly<Record<NotificationType, string>> = {
  'Partner Event Source Activated':
    'The customer has associated the source with an event bus, and receives events.',
  'Partner Event Source Deactivated':
    'The customer has deleted the event bus of the source, and receives no events.',
  'Partner Event Source Expiring':
    'Nobody has accepted the source, and AWS deletes it soon. Sent once for each threshold.',
  'Partner Event Source Expired': 'Nobody accepted the source in time, and AWS deleted it.',
  'Partner Event Source Deleted':
    'The source no longer exists in AWS, or belongs to another account; its registration has ended.',
  'Partner Event Source Adopted':
    'The source existed without a registration, and was given one. Only if the stage adopts orphans.',
  'Partner Event Source Failing':
    'EventBridge accepts no events for the source. Sent once for each threshold.',
};

interface ValueSchema {
  readonly type: 'string' | 'number';
  readonly enum?: readonly string[];
  readonly description: string;
}

type ValueOf<S extends ValueSchema> = S extends { enum: readonly (infer Value)[] }
  ? Value
  : S extends { type: 'number' }
    ? number
    : string;

/** The detail of an event that brings a notification to the vendor; its schemas are the source of this type. */
export type NotificationDetail = {
  readonly [Name in keyof typeof always]: ValueOf<(typeof always)[Name]>;
} & {
  readonly [Name in keyof typeof sometimes]?: ValueOf<(typeof sometimes)[Name]>;
};

/** A JSON Schema of an object, with nothing that OpenAPI 3.0 does not have. */
export interface DetailSchema {
  readonly type: 'object';
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, ValueSchema>>;
}

/** The schema of the detail of a notification, by its detail type. */
export function notificationSchema(type: NotificationType): DetailSchema {
  const { expirationTime, ...thresholds } = sometimes;
  const threshold = own[type];
  return {
    type: 'object',
    required: [...Object.keys(always), ...(threshold === undefined ? [] : [threshold])],
    properties: {
      ...always,
      expirationTime,
      ...Object.fromEntries(Object.entries(thresholds).filter(([name]) => name === threshold)),
    },
  };
}
