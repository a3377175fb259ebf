/** An error of the service: its type as SDKs read it, its message and its HTTP status. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.type = type;
    this.status = status;
  }
}

/** A member breaks a constraint of the service model, or a rule of the operation. */
export const validationError = (message: string) => new AwsError('ValidationException', message);

/** The body is not JSON, or a member has another JSON type than the model's. */
export const serializationError = (message: string) =>
  new AwsError('SerializationException', message);

/** The named resource does not exist for this caller. */
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);

/** A resource of that name exists already. */
export const alreadyExists = (message: string) =>
  new AwsError('ResourceAlreadyExistsException', message);

/** The event source's state does not allow the operation. */
export const invalidState = (message: string) => new AwsError('InvalidStateException', message);

/** A quota of the service is exhausted. */
const limitExceeded = (message: string) => new AwsError('LimitExceededException', message);

/** More of a resource than its quota allows. */
export const overQuota = () =>
  limitExceeded('The requested resource exceeds the maximum number allowed.');

/** A rule that belongs to a service: only deletions can be forced. */
export const managedRule = (name: string) =>
  new AwsError(
    'ManagedRuleException',
    `${name} is a managed rule. Set 'force' parameter to true to override.`,
  );

/** The resource's state does not allow the operation. */
export const illegalStatus = (message: string) => new AwsError('IllegalStatusException', message);

/** An event pattern that EventBridge would refuse, with the reason. */
export const invalidEventPattern = (reason: string) =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

/** The caller exceeds its rate quota; SDKs retry with back-off. */
export const throttled = () => new AwsError('ThrottlingException', 'Rate exceeded');

/** The service failed; SDKs retry. */
export const internalError = (message = 'An internal error occurred.') =>
  new AwsError('InternalException', message, 500);
