import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

/** The machine that figures were measured on, and the versions compared. */
export interface Setting {
  /** The model of the processor, as it calls itself. */
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** The version of Node.js, `24.21.0`. */
  readonly node: string;
  /** The versions that are installed of what is compared with us or used by us, by package. */
  readonly packages: Readonly<Record<string, string>>;
}

const measuredPackages = [
  '@castore/message-bus-adapter-event-bridge',
  'typebridge',
  '@aws-sdk/client-eventbridge',
  'fauxqs',
  'dynalite',
] as const;

const gibibyte = 2 ** 30;

/** Looks at this machine and at what is installed. Rejects when a package is not. */
export async function describeSetting(): Promise<Setting> {
  const versions = await Promise.all(measuredPackages.map(versionOf));
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / gibibyte),
    node: process.versions.node,
    packages: Object.fromEntries(
      measuredPackages.map((name, index) => [name, versions[index] ?? '']),
    ),
  };
}

/** A setting in a line, without the packages. */
export function settingLine({ cpu, cores, memoryGib, node }: Setting): string {
  return `${cpu}, ${cores} cores, ${memoryGib} GiB, Node.js ${node}`;
}

const packageSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

async function versionOf(name: string): Promise<string> {
  const path = join(import.meta.dirname, '../../node_modules', name, 'package.json');
  return v.parse(packageSchema, await readFile(path, 'utf8')).version;
}
