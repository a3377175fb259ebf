import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { linkSecretsKey } from '../../../lambdas/aws/payloads/link-secrets.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { startHttpStub, type StubCall } from '../../../tools/simulators/http-stub.ts';
import {
  queriedGenerator,
  queryPage,
  type GeneratorRows,
} from '../../../tools/simulators/mapping-pages.ts';

/** An entry that EventBridge took. */
export interface TakenEntry {
  readonly source: string;
  readonly detail: string;
}

/** A message that a function sent to a queue. */
export interface SentMessage {
  readonly queue: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** EventBridge, SQS and DynamoDB at one address. */
export interface StubCloud {
  readonly url: string;
  /** Which generators have which customers. */
  readonly mappings: Map<string, readonly Mapping[]>;
  readonly sent: SentMessage[];
  /** Called for each entry. */
  onTaken: (entry: TakenEntry) => void;
  /** How often the table was read for a mapping. */
  readonly lookedUp: () => number;
  readonly close: () => Promise<void>;
}

/** The address of the links of a {@link StubCloud}. */
export const linkBase = 'https://api.test/payloads/';

const secret = { id: 'first', secret: Buffer.alloc(32, 7).toString('base64') };
const keyItem = { ...linkSecretsKey, secrets: [secret], baseUrl: 'https://api.test' };

const json = <S extends v.ObjectEntries>(entries: S) =>
  v.pipe(v.string(), v.parseJson(), v.object(entries));
const bodies = {
  put: json({ Entries: v.array(v.object({ Source: v.string(), Detail: v.string() })) }),
  send: json({
    QueueUrl: v.string(),
    Entries: v.array(
      v.object({
        Id: v.string(),
        MessageBody: v.string(),
        MessageAttributes: v.optional(
          v.record(v.string(), v.object({ StringValue: v.string() })),
          {},
        ),
      }),
    ),
  }),
  ids: json({ Entries: v.array(v.object({ Id: v.string() })) }),
  get: json({ Key: v.record(v.string(), v.object({ S: v.string() })) }),
};

/** What a stand-in was told, and what it knows. */
type State = Pick<StubCloud, 'mappings' | 'sent' | 'onTaken'> & { looked: number };

/** Starts the stand-ins, all of which do what they are asked for. */
export async function startStubCloud(): Promise<StubCloud> {
  const state: State = { mappings: new Map(), sent: [], onTaken: () => undefined, looked: 0 };
  const answers = answersOf(state);
  const { url, close } = await startHttpStub(({ target, body }: StubCall) => {
    const answer = answers[target.split('.').at(-1) ?? ''];
    if (answer === undefined) throw new Error(`nobody answers ${target}`);
    return { body: JSON.stringify(answer(body.toString())) };
  });
  return Object.assign(state, { url, close, lookedUp: () => state.looked });
}

function answersOf(state: State): Readonly<Record<string, (body: string) => object>> {
  return {
    PutPartnerEvents(body) {
      const { Entries } = v.parse(bodies.put, body);
      for (const { Source: source, Detail: detail } of Entries) state.onTaken({ source, detail });
      const results = Entries.map((_, index) => ({ EventId: String(index) }));
      return { FailedEntryCount: 0, Entries: results };
    },
    SendMessageBatch(body) {
      const { QueueUrl: url, Entries } = v.parse(bodies.send, body);
      const queue = url.split('/').at(-1) ?? '';
      for (const entry of Entries) state.sent.push(sentMessage(queue, entry));
      const results = Entries.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: Id,
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      }));
      return { Successful: results, Failed: [] };
    },
    DeleteMessageBatch(body) {
      const { Entries } = v.parse(bodies.ids, body);
      return { Successful: Entries, Failed: [] };
    },
    Query(body) {
      const query: unknown = JSON.parse(body);
      const mappings = state.mappings.get(queriedGenerator(query)) ?? [];
      const { items, count, lastKey } = queryPage(query, rowsOf(mappings));
      return { Items: items, Count: count, LastEvaluatedKey: lastKey };
    },
    GetItem(body) {
      const item = itemOf(unmarshall(v.parse(bodies.get, body).Key), state);
      return item === undefined ? {} : { Item: marshall(item, { removeUndefinedValues: true }) };
    },
    UpdateItem: () => ({}),
  };
}

/** @param mappings ascending by ARN */
function rowsOf(mappings: readonly Mapping[]): GeneratorRows {
  return {
    count: mappings.length,
    mappingAt(index) {
      const mapping = mappings[index];
      if (mapping === undefined) throw new RangeError(`there is no mapping ${index}`);
      return mapping;
    },
    upTo: (sourceArn) => mappings.filter((one) => one.sourceArn <= sourceArn).length,
  };
}

type SentEntry = v.InferOutput<(typeof bodies)['send']>['Entries'][number];

function sentMessage(queue: string, { MessageBody, MessageAttributes }: SentEntry): SentMessage {
  const attributes = Object.entries(MessageAttributes).map(
    ([name, { StringValue }]) => [name, StringValue] as const,
  );
  return { queue, body: MessageBody, attributes: Object.fromEntries(attributes) };
}

function itemOf(key: Readonly<Record<string, unknown>>, given: State) {
  const state = given;
  if (key['generator'] === keyItem.generator) return keyItem;
  state.looked += 1;
  const ofGenerator = state.mappings.get(String(key['generator'])) ?? [];
  return ofGenerator.find(({ sourceArn }) => sourceArn === key['sourceArn']);
}
