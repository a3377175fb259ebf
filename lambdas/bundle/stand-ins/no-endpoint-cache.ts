/** Is made by each DynamoDB client. Throws when endpoint discovery asks it for something. */
export class EndpointCache {
  getEndpoint(): never {
    throw new Error('the bundles have no endpoint discovery: see lambdas/bundle/stand-ins');
  }
}
