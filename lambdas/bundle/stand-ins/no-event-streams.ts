/** Throws: what comes here is a streaming operation, and the stand-in has to go. */
export function eventStreamSerdeProvider(): never {
  throw new Error('the bundles have no event streams: see lambdas/bundle/stand-ins');
}
