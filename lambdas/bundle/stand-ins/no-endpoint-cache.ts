/** Each DynamoDB client creates one. Throws when endpoint discovery uses it. */
export class EndpointCache {
  getEndpoint(): never {
    throw new Error('the bundles have no endpoint discovery: see lambdas/bundle/stand-ins');
  }
}
