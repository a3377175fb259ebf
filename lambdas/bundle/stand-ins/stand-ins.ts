import { join } from 'node:path';

/** A module that the bundles leave out, and what replaces it. */
export interface StandIn {
  /** Its import specifier; deeper paths of the package are replaced too. */
  readonly replaces: string;
  /** A file of this folder with the exports that are used: esbuild fails if a static one is missing. */
  readonly file: string;
  readonly reason: string;
}

/**
 * Modules that the functions do not need in Lambda. Only the bundles replace them: the command line runs
 * the same code with the unchanged SDK, so that operators keep their profiles and single sign-on.
 */
export const standIns: readonly StandIn[] = [
  {
    replaces: '@aws-sdk/credential-provider-node',
    file: 'environment-credentials.ts',
    reason:
      'Lambda passes credentials in environment variables: a function never uses profiles, SSO, STS or the metadata services.',
  },
  {
    replaces: '@smithy/core/event-streams',
    file: 'no-event-streams.ts',
    reason: 'The functions call no operation that streams events.',
  },
  {
    replaces: '@smithy/core/checksum',
    file: 'node-hashes.ts',
    reason:
      'The SDK carries hashes written in JavaScript for platforms without those of Node, and for browsers.',
  },
  {
    replaces: '@aws-sdk/endpoint-cache',
    file: 'no-endpoint-cache.ts',
    reason: 'DynamoDB endpoint discovery is off by default, and the functions do not turn it on.',
  },
  {
    replaces: '@aws-sdk/signature-v4-multi-region',
    file: 'one-region-signatures.ts',
    reason:
      'Signatures for several Regions at once are for global endpoints of EventBridge, which have no partner events.',
  },
  {
    replaces: 'node:process',
    file: 'node-process.ts',
    reason:
      'When an ES module imports it, Node reads all its getters, and so opens the standard streams.',
  },
  {
    replaces: 'node:http',
    file: 'node-http.ts',
    reason:
      'When an ES module imports it, Node reads all its getters, and so loads a whole WebSocket client.',
  },
];

/** Stand-ins as esbuild's aliases: the path of the file by the name of the module. */
export function aliasesOf(chosen: readonly StandIn[]): Record<string, string> {
  return Object.fromEntries(
    chosen.map(({ replaces, file }) => [replaces, join(import.meta.dirname, file)]),
  );
}
