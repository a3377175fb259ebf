import { join } from 'node:path';

/** A module that the bundles do not carry, and what they carry for it. */
export interface StandIn {
  /** As it is imported; what is below it in its package goes with it. */
  readonly replaces: string;
  /** A file of this folder, with the exports that are asked for: esbuild fails where a static one is missing. */
  readonly file: string;
  readonly reason: string;
}

/**
 * What the functions can do without in Lambda. Only the bundles are made with this: the command line runs
 * the same code with the SDK as it is, so that operators keep their profiles and single sign-on.
 */
export const standIns: readonly StandIn[] = [
  {
    replaces: '@aws-sdk/credential-provider-node',
    file: 'environment-credentials.ts',
    reason:
      'Lambda gives a function its credentials as environment variables: profiles, SSO, STS and the metadata services are never asked.',
  },
  {
    replaces: '@smithy/core/event-streams',
    file: 'no-event-streams.ts',
    reason: 'No operation that a function calls streams events.',
  },
  {
    replaces: '@aws-sdk/endpoint-cache',
    file: 'no-endpoint-cache.ts',
    reason: 'Endpoint discovery of DynamoDB is off unless somebody turns it on, and nobody does.',
  },
  {
    replaces: 'node:process',
    file: 'node-process.ts',
    reason:
      'For an ES module that imports it Node reads all its getters, and so opens the standard streams.',
  },
  {
    replaces: 'node:http',
    file: 'node-http.ts',
    reason:
      'For an ES module that imports it Node reads all its getters, and so loads a whole WebSocket client.',
  },
];

/** Some stand-ins as esbuild takes them: the path of a file by the name of the module. */
export function aliasesOf(chosen: readonly StandIn[]): Record<string, string> {
  return Object.fromEntries(
    chosen.map(({ replaces, file }) => [replaces, join(import.meta.dirname, file)]),
  );
}
