import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from './packed.ts';

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** An empty project of somebody who uses the package, with a version of Node.js. */
export interface Project {
  readonly folder: string;
  /** Installs packages by `npm install`. */
  readonly install: (...packages: readonly string[]) => Promise<void>;
  /** The names of the installed packages; one of a scope as `@scope/name`. */
  readonly installed: () => readonly string[];
  /** Copies an example's files into the project, but for its package.json. */
  readonly addExample: (name: string) => void;
  /** Runs a program of Node.js. */
  readonly run: (args: readonly string[], variables?: NodeJS.ProcessEnv) => Promise<Ended>;
}

/** Makes an empty project in which `node` and npm run by this program. */
export function newProject(folder: string, node: string): Project {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const environment = environmentWith(node);
  const execute = async (program: string, args: readonly string[], variables?: NodeJS.ProcessEnv) =>
    await ended(program, args, { cwd: folder, env: { ...environment, ...variables } });
  return {
    folder,
    install: async (...packages) => {
      const { code, errors } = await execute('npm', ['install', ...quiet, ...packages]);
      if (code !== 0) throw new Error(`npm install ${packages.join(' ')}: ${errors}`);
    },
    installed: () => installedIn(join(folder, 'node_modules')),
    addExample: (name) => {
      cpSync(join(root, 'examples', name), folder, {
        recursive: true,
        filter: (file) => !/(?:package\.json|README\.md|node_modules)$/u.test(file),
      });
    },
    // From 22.18 on, Node.js runs TypeScript without it.
    run: async (args, variables) =>
      await execute(node, ['--experimental-strip-types', ...args], variables),
  };
}

const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--save-exact'];

function environmentWith(node: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|NODE_|AWS_)/u.test(name),
  );
  const path = `${dirname(node)}${delimiter}${process.env['PATH']}`;
  return { ...Object.fromEntries(others), PATH: path, CDK_DISABLE_CLI_TELEMETRY: 'true' };
}

function installedIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(folder, name)).map((one) => `${name}/${one}`)
        : [name],
    );
}

async function ended(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  return await new Promise((resolve) => {
    execFile(program, args, { ...options, maxBuffer: 16_777_216 }, (error, output, errors) => {
      const code = error === null ? 0 : Number(error.code ?? 1);
      resolve({ code, output, errors });
    });
  });
}
