import { parseSourceName } from '../../lambdas/domain/source-name.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { oneArgument } from '../arguments.ts';
import { warningsTo } from '../log.ts';
import { plainText } from '../plain-text.ts';
import { commonOptions, connect, readTarget } from '../target/target.ts';
import type { Terminal } from '../terminal.ts';
import { registrationContext } from './registration-context.ts';

/**
 * Reads the arguments of a command for one source, `NAME [--region NAME]`, and connects to its target:
 * `asked` and `context` are the input of the registration code. Throws an InputError, also if the name
 * is not one of the partner's sources.
 */
export async function openNamedSource(args: readonly string[], terminal: Terminal) {
  const { values, positionals } = parseArguments(args, {
    ...commonOptions,
    region: { type: 'string' },
  });
  const name = oneArgument('NAME', positionals);
  const connection = await connect(readTarget(values));
  const { partnerName } = connection;
  const named = parseSourceName(partnerName, name);
  if (named === undefined) {
    throw new InputError(
      `${plainText(name)} is not a source name: expected aws.partner/${partnerName}/<generator>/<account>`,
    );
  }
  const log = warningsTo(terminal.errorOutput);
  const context = registrationContext(connection, named.generator, log);
  return { asked: { name, region: values.region }, asJson: values.json, connection, context };
}
