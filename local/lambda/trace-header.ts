import { randomBytes } from 'node:crypto';
import type { Lineage } from './lineage.ts';

/**
 * The fields of an X-Ray trace header that concern chains: `Root=1-5759e988-bd862e3fe1be46a994272793;
 * Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1b2c3d4e:5|a87bd80c:1`.
 */
interface TraceHeader {
  readonly root: string | undefined;
  readonly lineage: Lineage;
}

const countPattern = /^([0-9a-f]{8}):(\d{1,9})$/;

/** Reads a trace header; missing or malformed parts are left out. */
export function readTraceHeader(header: string): TraceHeader {
  const fields = new Map(
    header.split(';').flatMap((field) => {
      const [, name, value] = /^\s*(\w+)=(.*?)\s*$/.exec(field) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
  const lineage = new Map(
    (fields.get('Lineage') ?? '').split('|').flatMap((count) => {
      const [, key, rounds] = countPattern.exec(count) ?? [];
      return key === undefined ? [] : [[key, Number(rounds)] as const];
    }),
  );
  return { root: fields.get('Root'), lineage };
}

/** Writes the trace header of an invocation; without a root, it begins a new trace. */
export function writeTraceHeader({ root, lineage }: TraceHeader): string {
  const counts = Array.from(lineage, ([key, rounds]) => `${key}:${rounds}`).join('|');
  const parent = randomBytes(8).toString('hex');
  return `Root=${root ?? newRoot()};Parent=${parent};Sampled=0;Lineage=${counts}`;
}

function newRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomBytes(12).toString('hex')}`;
}
