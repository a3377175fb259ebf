import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { peersFolder } from './load-peers.ts';

/** The machine that figures were measured on, and the versions compared. */
export interface Setting {
  /** The model of the processor, as it calls itself. */
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** The version of Node.js, `24.21.0`. */
  readonly node: string;
  /** The versions of what is compared with us, as pinned, and of what we use, as installed, by package. */
  readonly packages: Readonly<Record<string, string>>;
}

const castore = '@castore/message-bus-adapter-event-bridge';
const usedPackages = ['@aws-sdk/client-eventbridge', 'fauxqs', 'dynalite'] as const;

const gibibyte = 2 ** 30;

/** Looks at this machine and at what is installed. Rejects when a package is not. */
export async function describeSetting(): Promise<Setting> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / gibibyte),
    node: process.versions.node,
    packages: { ...(await comparedVersions()), ...(await usedVersions()) },
  };
}

/** A setting in a line, without the packages. */
export function settingLine({ cpu, cores, memoryGib, node }: Setting): string {
  return `${cpu}, ${cores} cores, ${memoryGib} GiB, Node.js ${node}`;
}

const peersSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ dependencies: v.object({ [castore]: v.string(), typebridge: v.string() }) }),
);
const packageSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

// They are installed only for the benchmarks that they take part in, and pinned exactly.
async function comparedVersions(): Promise<Record<string, string>> {
  const path = join(peersFolder, 'package.json');
  return v.parse(peersSchema, await readFile(path, 'utf8')).dependencies;
}

async function usedVersions(): Promise<Record<string, string>> {
  const versions = await Promise.all(usedPackages.map(versionOf));
  return Object.fromEntries(usedPackages.map((name, index) => [name, versions[index] ?? '']));
}

async function versionOf(name: string): Promise<string> {
  const path = join(import.meta.dirname, '../../node_modules', name, 'package.json');
  return v.parse(packageSchema, await readFile(path, 'utf8')).version;
}
