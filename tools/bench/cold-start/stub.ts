import { startHttpStub, type HttpStub } from '../../simulators/http-stub.ts';
import { answers, type ReceivedRequest } from './first-batch.ts';

/** DynamoDB, SQS and EventBridge on 127.0.0.1, as far as a first batch asks for them. */
export interface Stub extends Pick<HttpStub, 'url' | 'close'> {
  /** Forgets what it has received. */
  begin(): void;
  /** What has been received since. */
  received(): readonly ReceivedRequest[];
}

/** Starts a stub. It answers anything that it does not know with an error. */
export async function startStub(): Promise<Stub> {
  let requests: ReceivedRequest[] = [];
  const stub = await startHttpStub(({ target, body }) => {
    requests.push({ target, body: body.toString() });
    const answer = answers[target];
    const status = answer === undefined ? 400 : 200;
    return { status, body: JSON.stringify(answer ?? { __type: 'UnknownOperationException' }) };
  });
  return {
    ...stub,
    begin() {
      requests = [];
    },
    received: () => requests,
  };
}
