/** What the SDK takes of `node:http`, where an endpoint is no `https:` one. */
export const { Agent, request } = process.getBuiltinModule('node:http');
