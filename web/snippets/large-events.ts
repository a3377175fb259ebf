/** How a Lambda target in JavaScript (Node.js 22 or newer) gets the detail of a large event. */
export const nodePayloadSnippet = `import { createHash } from 'node:crypto';

// The detail of an event: as it came, or fetched if the event is a stub.
async function detailOf({ detail }) {
  if (detail.payload_url === undefined) return detail;
  // Follows the redirect. A link that has ended answers 404.
  const response = await fetch(detail.payload_url, { signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new Error(\`the payload cannot be fetched: \${response.status}\`);
  const payload = Buffer.from(await response.arrayBuffer());
  const sha256 = createHash('sha256').update(payload).digest('hex');
  if (payload.length !== detail.payload_size_bytes || sha256 !== detail.payload_sha256) {
    throw new Error('the payload is not the one that was sent');
  }
  return JSON.parse(payload);
}

export async function handler(event) {
  await handle(await detailOf(event));
}
`;

/** The same in Python 3, without any package. */
export const pythonPayloadSnippet = `import hashlib
import json
import urllib.request


# The detail of an event: as it came, or fetched if the event is a stub.
def detail_of(event):
    detail = event["detail"]
    if "payload_url" not in detail:
        return detail
    size = detail["payload_size_bytes"]
    # Follows the redirect. A link that has ended answers 404, which raises an HTTPError.
    with urllib.request.urlopen(detail["payload_url"], timeout=60) as response:
        payload = response.read(size + 1)
    sha256 = hashlib.sha256(payload).hexdigest()
    if len(payload) != size or sha256 != detail["payload_sha256"]:
        raise ValueError("the payload is not the one that was sent")
    return json.loads(payload)


def handler(event, context):
    handle(detail_of(event))
`;

/** The part of an event pattern that takes stubs only. */
export const stubsOnly = '{"detail":{"payload_url":[{"exists":true}]}}';

/** The part of an event pattern that takes only events that have their whole detail. */
export const wholeEventsOnly = '{"detail":{"payload_url":[{"exists":false}]}}';
