/** What the SDK takes of `node:process`, for its user agent. */
export const { env, versions } = globalThis.process;
