import { createHash } from 'node:crypto';
import type { ProxiedAnswer, ProxiedRequest } from './http-proxy.ts';
import type { Plant } from './planted-local-mode.ts';

const nothing: ProxiedAnswer = { status: 204, headers: {}, body: Buffer.alloc(0) };

function replaced(
  answer: ProxiedAnswer,
  from: RegExp,
  to: string | ((all: string, group: string) => string),
): ProxiedAnswer {
  const text = answer.body.toString('utf8');
  const changed = typeof to === 'string' ? text.replace(from, to) : text.replace(from, to);
  return { ...answer, body: Buffer.from(changed) };
}

/** There is no page. */
export const noPage: Plant = {
  console: {
    instead: ({ target }) => (target === '/' ? { ...nothing, status: 404 } : undefined),
  },
};

/** The API takes the ARN of a role. */
export const roleInApi: Plant = {
  console: {
    answer: (answer, { target }) =>
      target === '/openapi.yaml'
        ? replaced(
            answer,
            /( +)detailTypes: \{ \$ref: '#\/components\/schemas\/DetailTypesOrAll' \}/g,
            '$&\n$1roleArn: { type: string }',
          )
        : answer,
  },
};

/** The page asks for an access key. */
export const keyOnPage: Plant = {
  console: {
    answer: (answer, { target }) =>
      target.endsWith('.js')
        ? { ...answer, body: Buffer.concat([answer.body, Buffer.from(';"Access key ID";')]) }
        : answer,
  },
};

/** Names do not tell upper case from lower case. */
export const sameName: Plant = {
  console: {
    answer: (answer, { method, target }) =>
      method === 'POST' && target === '/sources'
        ? replaced(answer, /"name":"([^"]*)\/Events\//, '"name":"$1/events/')
        : answer,
  },
};

/** A number of each detail is written another way. */
export const changedNumber: Plant = {
  eventBridge: {
    request: (request) => ({ ...request, body: request.body.replaceAll('300.0', '300') }),
  },
};

/** The API answers that a source is deleted, and deletes nothing. */
export const notDeleted: Plant = {
  console: { instead: ({ method }) => (method === 'DELETE' ? nothing : undefined) },
};

/** What the functions do in one Region happens in another one. */
export const wrongRegion: Plant = {
  eventBridge: {
    request: (request: ProxiedRequest) => {
      const { authorization = '' } = request.headers;
      const elsewhere = authorization.replace('/eu-west-1/', '/us-east-1/');
      return { ...request, headers: { ...request.headers, authorization: elsewhere } };
    },
  },
};

/** The API answers other names of sources. */
export function withName(change: (name: string) => string): Plant {
  return {
    console: {
      answer: (answer, { method, target }) =>
        method === 'POST' && target === '/sources'
          ? replaced(answer, /"name":"([^"]*)"/, (_, name) => `"name":"${change(name)}"`)
          : answer,
    },
  };
}

/** The first answer of the API to a request of this method with this in it is lost, after it was done. */
export function lostOnce(lost: string, part: string): Plant {
  let wasLost = false;
  return {
    console: {
      answer(answer, { method, target, body }) {
        if (wasLost || method !== lost || !`${target} ${body}`.includes(part)) return answer;
        wasLost = true;
        throw new Error('the connection is lost');
      },
    },
  };
}

/** Stubs come in place of all details, however small. */
export const stubs: Plant = {
  eventBridge: {
    request(request) {
      if (!String(request.headers['x-amz-target']).endsWith('.PutPartnerEvents')) return request;
      const { Entries: entries } = JSON.parse(request.body) as { Entries: { Detail: string }[] };
      const Entries = entries.map((entry) => ({ ...entry, Detail: stubOf(entry.Detail) }));
      return { ...request, body: JSON.stringify({ Entries }) };
    },
  },
};

function stubOf(detail: string): string {
  return JSON.stringify({
    payload_url: 'https://links.vendor.example/1',
    payload_size_bytes: Buffer.byteLength(detail),
    payload_sha256: createHash('sha256').update(detail).digest('hex'),
    expires_at: '2027-01-01T00:00:00Z',
  });
}
