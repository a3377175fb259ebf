import { isConnectionLost } from '../evidence/failure-text.ts';
import { targetOf, type SendApi } from './send-api.ts';

const answerWithinMs = 30_000;

/**
 * The API at its address, with a bearer token or without one. A redirection is an answer and is not followed. A request
 * whose connection is lost is sent once more: each of the API's may be done twice.
 *
 * @param url without a slash at its end
 */
export function httpApi(url: string, token?: string): SendApi {
  const send = sendingTo(url, token);
  return async (request) => {
    try {
      return await send(request);
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      return { ...(await send(request)), isRepeat: true };
    }
  };
}

function sendingTo(url: string, token: string | undefined): SendApi {
  return async (request) => {
    const { method, body } = request;
    const response = await fetch(`${url}${targetOf(request)}`, {
      method,
      headers: {
        // The server may have closed a connection that was idle while events were compared.
        connection: 'close',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, headers, text: await response.text() };
  };
}
