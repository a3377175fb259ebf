import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { writeError, writeResult } from '../../../local/aws/query-answer.ts';
import { readQuery } from '../../../local/aws/query-request.ts';

/** An entry of SendMessageBatch. */
export interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageGroupId?: string;
}

/** Why an entry is not taken; undefined if it is. */
export type Refusal = { readonly Code: string; readonly SenderFault: boolean } | undefined;

/** What becomes of an entry in a call, of which the first is 0; 'denied' refuses the whole call. */
export type Decide = (entry: Entry, call: number) => Refusal | 'denied';

/** Refuses nothing. */
export const takeAll: Decide = () => undefined;

/** A queue of SQS that refuses what it is told to, in both protocols. */
export async function startRefusingQueue() {
  const calls: (readonly Entry[])[] = [];
  let decide = takeAll;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { entries, write } = await read(request);
    const call = calls.push(entries) - 1;
    const { status, headers, body } = write(answerTo(entries, (entry) => decide(entry, call)));
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    begin: (next: Decide) => {
      calls.length = 0;
      decide = next;
    },
    close: () => server.close(),
  };
}

type Answer =
  { readonly denied: true } | { readonly Successful: object[]; readonly Failed: object[] };

function answerTo(entries: readonly Entry[], decide: (entry: Entry) => Refusal | 'denied'): Answer {
  const decided = entries.map((entry) => ({ entry, refusal: decide(entry) }));
  if (decided.some(({ refusal }) => refusal === 'denied')) return { denied: true };
  return {
    Successful: decided.flatMap(({ entry: { Id, MessageBody }, refusal }) =>
      refusal === undefined
        ? [{ Id, MessageId: `message-${Id}`, MD5OfMessageBody: md5(MessageBody) }]
        : [],
    ),
    Failed: decided.flatMap(({ entry: { Id }, refusal }) =>
      typeof refusal === 'object' ? [{ Id, ...refusal }] : [],
    ),
  };
}

function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** The entries of a call, and how its answer is written in the protocol of the call. */
async function read(request: IncomingMessage) {
  const body = await text(request);
  const isJson = request.headers['content-type']?.includes('json') === true;
  const call: unknown = isJson
    ? JSON.parse(body)
    : readQuery(Object.fromEntries(new URLSearchParams(body)))?.body;
  const { Entries: entries } = call as { Entries: Entry[] };
  return { entries, write: isJson ? writeJson : writeXml };
}

const denial = { __type: 'com.amazonaws.sqs#AccessDeniedException', message: 'not allowed' };

function writeJson(answer: Answer) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  if (!('denied' in answer)) return { status: 200, headers, body: JSON.stringify(answer) };
  return { status: 403, headers, body: JSON.stringify(denial) };
}

function writeXml(answer: Answer) {
  const headers = { 'content-type': 'text/xml' };
  return 'denied' in answer
    ? { status: 403, headers, body: writeError('AccessDenied;Sender', denial) }
    : { status: 200, headers, body: writeResult('SendMessageBatch', answer) };
}
