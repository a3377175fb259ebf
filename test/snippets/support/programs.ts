import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRuntime, goPath, jacksonPath, type Language } from './runtimes.ts';

const root = join(import.meta.dirname, '../../..');
const examples = join(root, 'examples/producers');
const readme = readFileSync(join(examples, 'README.md'), 'utf8');

/** The programs, by the names of their folders. */
export const languages: readonly Language[] = ['python', 'java', 'go', 'cli'];

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** The commands that the examples' README gives for a language. */
function commandsFor(language: Language): string {
  const found = new RegExp(`^\\(cd ${language} && .*\\)$`, 'm').exec(readme);
  if (found === null) throw new Error(`the README has no commands for ${language}`);
  return found[0];
}

/** Copies the programs into a temporary folder, where what they are compiled to stays, too. */
export function copyPrograms() {
  const folder = mkdtempSync(join(tmpdir(), 'producers-'));
  cpSync(examples, folder, { recursive: true });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const stand = join(root, 'test/snippets/java-stand-ins');
  writeFileSync(join(bin, 'mvn'), standInForMaven(stand));
  chmodSync(join(bin, 'mvn'), 0o755);
  const overlay = join(folder, 'overlay.json');
  const added = `${goPath}/src/github.com/aws/aws-sdk-go-v2/config/endpoint_of_environment.go`;
  const endpoint = join(root, 'test/snippets/go-overlay/endpoint.go');
  writeFileSync(overlay, JSON.stringify({ Replace: { [added]: endpoint } }));
  const environment = {
    GO111MODULE: 'off',
    GOPATH: goPath,
    GOCACHE: join(folder, 'go-cache'),
    GOFLAGS: `-overlay=${overlay}`,
  };
  return {
    /** Runs a program as the README says, with these lines, which may be any bytes, as its events. */
    run: async (language: Language, endpointUrl: string, lines: readonly (string | Buffer)[]) => {
      await findRuntime(language);
      const bytes = lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]);
      writeFileSync(join(folder, 'events.jsonl'), Buffer.concat(bytes));
      const env = {
        ...withoutAws(),
        ...variablesOfReadme(endpointUrl),
        ...(language === 'go' && environment),
        PATH: `${bin}:${process.env['PATH']}`,
        // A call that is refused is not worth the SDKs' own retries here.
        AWS_MAX_ATTEMPTS: '1',
      };
      return await runScript(commandsFor(language), folder, env);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The variables that the README sets, for a queue at another address. */
function variablesOfReadme(endpointUrl: string): Record<string, string> {
  const pairs = readme.matchAll(/^export (.*)$/gm).flatMap(([, line = '']) => line.split(' '));
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [name, value.replace('http://127.0.0.1:4600', endpointUrl)] as const;
    }),
  );
}

/** Without what this machine's user has told AWS's programs. */
function withoutAws(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return Object.fromEntries(others);
}

async function runScript(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  let stderr = '';
  const child = execFile('bash', ['-ec', script], { cwd, env, maxBuffer: 64 * 1_048_576 });
  child.stderr?.on('data', (text) => (stderr += String(text)));
  const [code] = await once(child, 'close');
  return { code, stderr };
}

/** Compiles with the stand-ins in place of the SDK, once, and runs; it knows `mvn -q compile exec:java` alone. */
function standInForMaven(standIns: string): string {
  return `#!/usr/bin/env bash
set -euo pipefail
[ "$*" = '-q compile exec:java' ]
if [ ! -d target ]; then
  javac --release 17 -Xlint:all,-serial -Werror -encoding UTF-8 -cp ${jacksonPath} \\
    -sourcepath src/main/java:${standIns} -d target src/main/java/SendEvents.java
fi
exec java -cp target:${jacksonPath} SendEvents
`;
}
