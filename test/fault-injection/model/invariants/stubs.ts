import type { Delivery } from '../../../../lambdas/domain/delivery.ts';
import { endOf, folderOf, hashOf, modelBucket } from '../payloads/model-payloads.ts';
import { readStub, type ReadStub } from '../payloads/read-stub.ts';
import { isRightReference } from '../payloads/planned-reference.ts';
import type { Invocation } from '../invocation.ts';
import type { AcceptedEvent, World } from '../world.ts';

/** An entry's envelope, its source's name and its resources take less. */
const besideBytes = 1_000;

/** The detail of an event is in its entry where it fits, and otherwise in an object to which the stub leads. */
export function judgeDetail(delivery: Delivery, published: AcceptedEvent, world: World): void {
  const { event, sourceArn, stubJson } = delivery;
  const { accuse, settings } = world;
  const name = `${event.id} ${sourceArn}`;
  const bytes = Buffer.byteLength(published.detailJson);
  if (stubJson === undefined) {
    if (event.detailJson !== published.detailJson) {
      accuse('details arrive whole', `${name}: the detail is not as it was published`);
    } else if (bytes > settings.maxEntryBytes) {
      accuse('details arrive whole', `${name} has ${bytes} bytes, and is put with them`);
    }
    return;
  }
  if (published.reference === undefined && bytes + besideBytes <= settings.maxEntryBytes) {
    accuse('details arrive whole', `${name} is a stub, although its detail fits`);
  }
  const stub = readStub(stubJson);
  const wrong = stub === undefined ? 'its stub has no link' : stubProblem(stub, published, world);
  if (wrong !== undefined) accuse('no stub without its object', `${name}: ${wrong}`);
  if (stub !== undefined && !isOwnLink(stub, delivery)) {
    accuse('links open for their own alone', `${name} has ${JSON.stringify(stub.link)}`);
  }
}

/** What of a stub is not as its object. */
function stubProblem(
  { link, sizeBytes, sha256, expiresAtMs }: ReadStub,
  { generator, detailJson, reference }: AcceptedEvent,
  { payloads, history }: World,
): string | undefined {
  const object = payloads.objects.get(link.key);
  const [, folder] = link.key.split('/');
  const skew = Math.max(0, ...history.setup.skewMinutes.map(Math.abs)) * 60_000;
  const problems = [
    [object?.text !== detailJson, 'the object is not there, or another one'],
    [link.bucket !== modelBucket || folder !== folderOf(generator), 'the place is not its own'],
    [reference !== undefined && !isRightReference(reference), `its reference is ${reference}`],
    [sizeBytes !== Buffer.byteLength(detailJson), 'the size is not that of the detail'],
    [sha256 !== hashOf(detailJson), 'the hash is not that of the detail'],
    [link.expiresAtMs !== expiresAtMs, 'the link ends at another time'],
    [object !== undefined && expiresAtMs > endOf(object) + skew, 'the link outlives the object'],
  ] as const;
  return problems.find(([isWrong]) => isWrong)?.[1];
}

function isOwnLink({ link }: ReadStub, { generator, sourceArn, generation }: Delivery): boolean {
  return (
    link.generator === generator && link.sourceArn === sourceArn && link.generation === generation
  );
}

/** Remembers the link of what EventBridge took. */
export function noteLink({ stubJson }: Delivery, { payloads }: World): void {
  if (stubJson === undefined) return;
  payloads.stubsTaken += 1;
  const stub = readStub(stubJson);
  if (stub !== undefined) payloads.sent.set(stub.token, stub.link);
}

/** An invocation stores a detail once for each copy of its event, whoever gets it. */
export function judgeStored({ of, puts, messages, counters }: Invocation, world: World): void {
  for (const [id, count] of puts) {
    const copies = messages.filter(({ body }) => body.includes(`"${id}"`)).length;
    const most = of === 'retry' ? 1 : copies;
    if (count <= most) continue;
    world.accuse('one put for each large event', `${id} was put ${count} times for ${most}`);
  }
  if (counters === undefined) return;
  const tried = [...puts.values()].reduce((sum, count) => sum + count, 0);
  if (counters.storedPayloads <= tried) return;
  const text = `the ${of} function counted ${counters.storedPayloads} stored details of ${tried}`;
  world.accuse('what happens is counted', text);
}
