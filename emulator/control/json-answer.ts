import type { ServerResponse } from 'node:http';

/** Answers a control call with JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  const body = `${JSON.stringify(value)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Refuses a control call with one line that says why. */
export function sendProblem(response: ServerResponse, status: number, message: string): void {
  sendJson(response, { message }, status);
}

/** The JSON of a control call's body; undefined when it is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
