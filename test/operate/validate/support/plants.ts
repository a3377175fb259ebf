import type { ProxiedAnswer, ProxiedRequest } from './http-proxy.ts';
import type { Plant } from './planted-local-mode.ts';

const nothing: ProxiedAnswer = { status: 204, headers: {}, body: Buffer.alloc(0) };

function replaced(answer: ProxiedAnswer, from: string | RegExp, to: string): ProxiedAnswer {
  return { ...answer, body: Buffer.from(answer.body.toString('utf8').replace(from, to)) };
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
