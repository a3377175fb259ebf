import { requestHandler } from '../connections.ts';
import { lateTableCalls } from './late-table-calls.ts';
import { answerIn, ownCall } from './own-call.ts';
import { ownFirst, standardTime, type OwnTime } from './own-first.ts';
import { ownRegion, serviceAddress } from './own-place.ts';
import type { TableCalls } from './table-calls.ts';

/** The calls to the tables of a Region, the function's own by default: ours as long as all goes well. */
export function ownTableCalls(region = ownRegion(), time: OwnTime = standardTime): TableCalls {
  const first = ownFirst(time);
  const late = lateTableCalls(region);
  const { timeoutMs } = time;
  const own = (operation: string) => {
    const operationOf = () => {
      const address = serviceAddress('dynamodb', region);
      return { service: 'dynamodb', operation, region, address } as const;
    };
    return ownCall({ timeoutMs, connections: requestHandler, operationOf }, itemsIn);
  };
  return {
    query: first(own('Query'), late.query),
    updateItem: first(own('UpdateItem'), late.updateItem),
  };
}

/** An answer with items as they are on the wire, where the SDK's have bytes if the items have. */
function itemsIn(body: string): object {
  if (hasBytes.test(body)) throw new Error('bytes are for the SDK to read');
  return answerIn(body);
}

// In a text, the quotes would have backslashes.
const hasBytes = /"(?:B":"|BS":\[)/;
