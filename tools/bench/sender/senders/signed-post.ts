import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { Agent, request } from 'node:http';

const target = 'AWSEvents.PutPartnerEvents';
const contentType = 'application/x-amz-json-1.1';
const signedNames = 'content-type;host;x-amz-date;x-amz-target';

/** Where requests go, and whose they are. */
export interface SignedPlace {
  /** `http:` alone. */
  readonly url: URL;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Makes what posts a body as a request of PutPartnerEvents, with the least that a caller needs: SHA-256 and
 * SigV4 by `node:crypto`, a kept connection of `node:http`, and an answer that says that all entries were
 * accepted. It shares no code with the product, so that it stays as cheap as it is when the product changes.
 */
export function signedPoster(place: SignedPlace): (body: Buffer) => Promise<void> {
  const { hostname, port, host } = place.url;
  const agent = new Agent({ keepAlive: true });
  const sign = signer(place);
  return async (body) =>
    await new Promise((resolve, reject) => {
      const headers = ['host', host, 'content-length', String(body.length), ...sign(body)];
      const options = { method: 'POST', path: '/', hostname, port, agent, headers };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const [first = Buffer.alloc(0), ...others] = chunks;
          const answer = others.length === 0 ? first : Buffer.concat(chunks);
          if (response.statusCode === 200 && areAllAccepted(answer)) resolve();
          else reject(new Error(`HTTP ${response.statusCode}: ${answer.toString()}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

const noneFailed = '{"FailedEntryCount":0,';

function areAllAccepted(answer: Buffer): boolean {
  return answer.toString('latin1', 0, noneFailed.length) === noneFailed;
}

/** Signs requests that differ in their time and body alone: the headers of a body, names and values in turns. */
function signer({ url, region, accessKeyId, secretAccessKey }: SignedPlace) {
  let known: { readonly day: string; readonly key: KeyObject } | undefined;
  return (body: Buffer): readonly string[] => {
    const time = new Date().toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    if (known?.day !== day) known = { day, key: keyOf(day, region, secretAccessKey) };
    const lines = `content-type:${contentType}\nhost:${url.host}\nx-amz-date:${time}\nx-amz-target:${target}`;
    const canonical = `POST\n/\n\n${lines}\n\n${signedNames}\n${hash('sha256', body)}`;
    const scope = `${day}/${region}/events/aws4_request`;
    const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', known.key).update(text).digest('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedNames}, Signature=${signature}`;
    const named = {
      'content-type': contentType,
      'x-amz-target': target,
      'x-amz-date': time,
      authorization,
    };
    return Object.entries(named).flat();
  };
}

function keyOf(day: string, region: string, secretAccessKey: string): KeyObject {
  const key = [day, region, 'events', 'aws4_request'].reduce<string | Buffer>(
    (one, text) => createHmac('sha256', one).update(text).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createSecretKey(Buffer.from(key));
}
