import { parseArn } from '../state/arns.ts';
import { delivered, failureOfStatus, type SendResult, unanswered } from './send-result.ts';

/** Invokes functions of one endpoint, which speaks Lambda's Invoke. */
export type LambdaSender = {
  /** Makes one attempt to invoke a function asynchronously. What the function itself does is not known here. */
  send(functionArn: string, body: string): Promise<SendResult>;
  /** Ends; attempts in progress are abandoned. */
  close(): void;
};

/** A sender to the functions of one endpoint, which gives up an attempt after a time. */
export function createLambdaSender(endpoint: string, timeoutMs: number): LambdaSender {
  const closing = new AbortController();
  return {
    async send(functionArn, body) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = AbortSignal.any([closing.signal, timeout]);
      try {
        const url = `${endpoint.replace(/\/$/u, '')}${pathOf(functionArn)}`;
        const headers = headersOf(functionArn);
        const response = await fetch(url, { method: 'POST', headers, body, signal });
        const text = await response.text();
        return response.ok ? delivered : failureOfStatus(response.status, text);
      } catch (error) {
        return unanswered(error, timeout);
      }
    },
    close: () => closing.abort(),
  };
}

/** Of `function:<name>` or `function:<name>:<qualifier>`. */
function pathOf(functionArn: string): string {
  const [, name = '', qualifier] = (parseArn(functionArn)?.resource ?? '').split(':');
  const query = qualifier === undefined ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`;
  return `/2015-03-31/functions/${encodeURIComponent(name)}/invocations${query}`;
}

/** The signature is none, but tells an emulator of Lambda the account and the Region, as in this emulator. */
function headersOf(functionArn: string): Record<string, string> {
  const { region = '', account = '' } = parseArn(functionArn) ?? {};
  const scope = `${account}/19700101/${region}/lambda/aws4_request`;
  return {
    'Content-Type': 'application/json',
    'X-Amz-Invocation-Type': 'Event',
    Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  };
}
