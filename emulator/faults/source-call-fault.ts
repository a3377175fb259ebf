import { isJsonObject } from '../json-object.ts';
import { AwsError } from '../protocol/aws-error.ts';
import { type Faults, happens } from './faults.ts';

/** What happens to a call about one source: an error, or no answer at all. */
export type SourceCallFault = AwsError | 'never answered';

/** Decides what happens to a call, by the source that its body names. */
export function drawSourceCallFault(faults: Faults, body: unknown): SourceCallFault | undefined {
  const { sourceCalls } = faults.settings;
  if (sourceCalls.length === 0 || !isJsonObject(body)) return undefined;
  const named = memberOf(body, 'EventSourceName') ?? memberOf(body, 'Name');
  const fault = sourceCalls.find(({ source }) => source === named);
  if (fault === undefined || !happens(faults, fault.rate)) return undefined;
  const { errorCode, errorMessage = 'A fault of the emulator.' } = fault;
  return errorCode === undefined ? 'never answered' : new AwsError(errorCode, errorMessage);
}

function memberOf(body: object, name: string): unknown {
  const value: unknown = Reflect.get(body, name);
  return value;
}
