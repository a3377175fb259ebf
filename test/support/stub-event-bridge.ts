import { startHttpStub, type StubAnswer, type StubCall } from '../../tools/simulators/http-stub.ts';

/** A call of EventBridge, its body read. */
export interface StubRequest extends Omit<StubCall, 'body'> {
  readonly body: Record<string, unknown>;
}

/** An HTTP server on 127.0.0.1 in place of EventBridge, which gives the answer that it was last given. */
export async function startStubEventBridge() {
  const requests: StubRequest[] = [];
  let answer: StubAnswer = { body: '{"FailedEntryCount":0,"Entries":[]}' };
  const { url, server, close } = await startHttpStub(({ body, ...call }) => {
    requests.push({ ...call, body: JSON.parse(body.toString()) });
    return answer;
  });
  return {
    url,
    requests,
    answerWith: (next: StubAnswer) => {
      answer = next;
    },
    /** Ends all connections, whatever is under way. */
    hangUp: () => server.closeAllConnections(),
    close,
  };
}
