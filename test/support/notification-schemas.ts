import { notificationSchema } from '../../lambdas/domain/notification-schema.ts';
import { notificationTypes } from '../../lambdas/domain/notification.ts';
import { compileDetailSchema } from './detail-schemas.ts';

// A consumer takes members that it does not know; what is sent has none.
const validators = new Map<string, ReturnType<typeof compileDetailSchema>>(
  notificationTypes.map((type) => [
    type,
    compileDetailSchema({ ...notificationSchema(type), additionalProperties: false }),
  ]),
);

/** A detail as consumers receive it. Throws unless it is as the schema of its detail type says, and has nothing else. */
export function fitsSchema(detailType: string, detail: unknown): unknown {
  const received: unknown = JSON.parse(JSON.stringify(detail));
  const validate = validators.get(detailType);
  if (validate === undefined) throw new Error(`${detailType} has no schema`);
  if (validate(received)) return received;
  throw new Error(
    `${detailType}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(received)}`,
  );
}
