import { transformSync } from 'esbuild';

const ways = /OUR_PROCESS(?:\??\.(\w+))?(?:\??\.(\w+)|\??\.?\["(\w+)"\])?/g;
const modules = /"(?:node:)?process"/g;
const wholeGlobals = /\bglobalThis\b(?!\.\w)/g;

/** What the process has besides its environment, as far as we use it. */
const others = new Set(
  'argv cpuUsage cwd execArgv execPath exit exitCode getBuiltinModule hrtime kill memoryUsage off on once pid platform removeListener resourceUsage send stderr stdin stdout title uptime versions version'.split(
    ' ',
  ),
);

/**
 * How a source gets at the environment: a variable that it names, `process.env` for the whole of it, or
 * `process`, `globalThis` or the module where these could hold it.
 */
export function environmentUses(source: string): readonly string[] {
  // It knows which names are the global ones, and leaves comments out.
  const { code } = transformSync(source, {
    loader: 'ts',
    define: { process: 'OUR_PROCESS', 'globalThis.process': 'OUR_PROCESS' },
    // Without it, imports that nothing uses are left out.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    // It writes process['env'] as process.env.
    minifySyntax: true,
    logLevel: 'silent',
  });
  const ofProcess = Array.from(code.matchAll(ways), ([, member, name, quoted]) => {
    if (member === undefined) return 'process';
    if (others.has(member)) return undefined;
    return member === 'env' ? (name ?? quoted ?? 'process.env') : `process.${member}`;
  });
  const besides = [
    ...(code.match(modules) ?? []).map(() => 'node:process'),
    ...(code.match(wholeGlobals) ?? []),
  ];
  return [...new Set([...ofProcess.filter((use) => use !== undefined), ...besides])];
}
