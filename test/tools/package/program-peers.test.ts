import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { programPeers } from '../../../tools/package/program-peers.ts';

test('the programs import the optional peers of package.json, but for the one of the producer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  const optional = { optional: true };
  const peerDependenciesMeta = {
    '@aws-sdk/client-s3': optional,
    constructs: optional,
    needed: { optional: false },
    dynalite: optional,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ peerDependenciesMeta }));

  expect(programPeers(folder)).toEqual(['constructs', 'dynalite']);
  rmSync(folder, { recursive: true });
});
