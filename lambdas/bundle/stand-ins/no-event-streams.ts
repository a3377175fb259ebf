/** Throws: a function that calls a streaming operation must not have this stand-in. */
export function eventStreamSerdeProvider(): never {
  throw new Error('the bundles have no event streams: see lambdas/bundle/stand-ins');
}
