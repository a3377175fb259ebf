import { findPackageJSON } from 'node:module';

/**
 * Packages that some commands alone need, with what is known to work: the optional peers of package.json. Who uses the
 * package installs those of its commands.
 */
export const optionalPackages = {
  local: { dynalite: '4.0.0', fauxqs: '2.4.1' },
  'partner-kit': {
    'aws-cdk-lib': '2.276.0',
    constructs: '10.8.1',
    '@resvg/resvg-js': '2.6.2',
    'dejavu-fonts-ttf': '2.37.3',
  },
} as const;

/** A line that says what to install, if the error is that one of these packages is not there. */
export function missingPackagesLine(
  error: unknown,
  isInstalled: (name: string) => boolean = isThere,
): string | undefined {
  if (!Error.isError(error) || !('code' in error) || !missing.has(error.code)) return undefined;
  const [, name = ''] =
    /Cannot find (?:package|module) '((?:@[^/']+\/)?[^/']+)/.exec(error.message) ?? [];
  const found = Object.entries(optionalPackages).find(([, packages]) =>
    Object.keys(packages).some((one) => name === one || name.startsWith(`${one}-`)),
  );
  if (found === undefined) return undefined;
  const [command, packages] = found;
  // A package for each platform, such as @resvg/resvg-js-linux-x64-gnu.
  if (!(name in packages)) {
    return `${command} needs ${name}, which npm leaves out with --omit=optional: npm install --include=optional`;
  }
  const wanted = Object.entries(packages)
    .filter(([one]) => one === name || !isInstalled(one))
    .map(([one, version]) => `${one}@${version}`);
  return `${command} needs packages that are not installed: npm install --save-dev ${wanted.join(' ')}`;
}

function isThere(name: string): boolean {
  try {
    return findPackageJSON(name, import.meta.url) !== undefined;
  } catch {
    return false;
  }
}

const missing: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);
