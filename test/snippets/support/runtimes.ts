import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's package golang-github-aws-aws-sdk-go-v2-dev. */
export const goPath = '/usr/share/gocode';

const javaFolder = '/usr/share/java';

/** What a compiler of Java finds Jackson by: Debian's package libjackson2-databind-java. */
export const jacksonPath = ['databind', 'core', 'annotations']
  .map((part) => `${javaFolder}/jackson-${part}.jar`)
  .join(':');

interface Need {
  /** Succeeds only where the runtime is. */
  readonly command: readonly string[];
  /** A file that must be there, too. */
  readonly file?: string;
  /** Debian's packages of all that. */
  readonly packages: string;
}

const needs = {
  python: {
    command: ['python3', '-c', 'import boto3'],
    packages: 'python3-boto3',
  },
  java: {
    command: ['javac', '-version'],
    file: `${javaFolder}/jackson-databind.jar`,
    packages: 'default-jdk-headless libjackson2-databind-java',
  },
  go: {
    command: ['go', 'version'],
    file: `${goPath}/src/github.com/aws/aws-sdk-go-v2/service/sqs`,
    packages: 'golang-go golang-github-aws-aws-sdk-go-v2-dev',
  },
  cli: {
    command: ['bash', '-ec', 'aws --version; jq --version'],
    packages: 'awscli jq',
  },
} as const satisfies Record<string, Need>;

/** The folders of examples/producers that have a program. */
export type Language = keyof typeof needs;

/** Throws one line that says what to install where a program's runtime is missing. */
export async function findRuntime(
  language: Language,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const { command, file, packages }: Need = needs[language];
  const [program = '', ...options] = command;
  const isThere = await run(program, options, { env }).then(
    () => file === undefined || existsSync(file),
    () => false,
  );
  if (!isThere) throw new Error(`examples/producers/${language}: apt-get install ${packages}`);
}
