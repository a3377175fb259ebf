import { execFileSync } from 'node:child_process';

/** One `aws` command: its service and operation, and its options by their names. */
export interface CliCommand {
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
}

/** The `aws` commands of a script, as a shell reads them. */
export function commandsOf(script: string): CliCommand[] {
  const shell = `set -eu\naws() { printf '%s\\0' "$@"; printf '\\0'; }\n${script}`;
  const printed = execFileSync('/bin/sh', ['-c', shell]).toString();
  return printed
    .split('\u0000\u0000')
    .filter(Boolean)
    .map((words) => commandOf(words.split('\u0000')));
}

/** An option's member in the service's API: `--event-bus-name` is `EventBusName`. */
export function memberOf(option: string): string {
  return option.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function commandOf([service, operation, ...rest]: readonly string[]): CliCommand {
  const pairs = rest.flatMap((word, at) =>
    at % 2 === 0 ? [[word.replace(/^--/, ''), rest[at + 1] ?? ''] as const] : [],
  );
  return { name: `${service} ${operation}`, options: Object.fromEntries(pairs) };
}
