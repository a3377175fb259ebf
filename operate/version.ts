import { createRequire } from 'node:module';

/** The version of this project, or of the package that it is in. A package may import from itself by its name. */
export function ownVersion(): string {
  const { version } = createRequire(import.meta.url)('eventbridge-partner-fanout/package.json');
  return String(version);
}
