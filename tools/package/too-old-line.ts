/**
 * What the command line says on a Node.js that lacks what it uses: zstd came with 22.15, and with 23.8 of the
 * versions in between, which are no longer maintained. Undefined if it is new enough.
 */
export function tooOldLine(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 15)) return undefined;
  return `fanout needs Node.js 22 from 22.15 on, or 24 and newer; this is v${version}`;
}
