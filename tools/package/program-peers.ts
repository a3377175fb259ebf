import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const packageSchema = v.object({
  peerDependenciesMeta: v.record(v.string(), v.object({ optional: v.boolean() })),
});

/** Services that send large events have it already. The programs have it in their bundle. */
const ofProducer = '@aws-sdk/client-s3';

/** The optional peers that the stacks and the command line import by their names, of the project's package.json. */
export function programPeers(root: string): readonly string[] {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { peerDependenciesMeta: peers } = v.parse(packageSchema, JSON.parse(text));
  return Object.entries(peers).flatMap(([name, { optional }]) =>
    optional && name !== ofProducer ? [name] : [],
  );
}
