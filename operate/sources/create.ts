import { readPasted } from '../../lambdas/contract/pasted.ts';
import { generatorProblem, tenantOf } from '../../lambdas/domain/generator.ts';
import { sourceName } from '../../lambdas/domain/source-name.ts';
import {
  readRegistration,
  type RequestedRegistration,
} from '../../lambdas/registration/read-registration.ts';
import type { RegistrationResult } from '../../lambdas/registration/make-registration.ts';
import { recreateSource, registerSource } from '../../lambdas/registration/register-source.ts';
import type { RequestContext } from '../../lambdas/registration/request-context.ts';
import { sourceView } from '../../lambdas/registration/source-view.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { commonHelp, connect, commonOptions, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { refusal } from '../registration/refusal.ts';
import { registrationContext } from '../registration/registration-context.ts';
import { sourcePage } from './source-lines.ts';

const help = `Usage: fanout sources create --generator NAME --account ID --region NAME [options]

Registers a customer: creates its partner event source and the mapping, within the tenant's limits, like
the registration API. If it is already registered, nothing changes and the command succeeds.

Options:
  --generator NAME    <tenant>/<resource...>
  --account ID        the customer's AWS account, 12 digits, or an ARN of it
  --region NAME       the Region of the customer
  --detail-type NAME  only events of this detail type; repeatable (default: all)
  --display-name TEXT what people call the source, 1 to 64 characters
  --send-missed       create a retired source again, with the detail types and the display name that it had,
                      and send what it missed as soon as it is ACTIVE
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources create`. */
export const createSource: Command = {
  name: 'sources create',
  summary: "register a customer's source",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      generator: { type: 'string' },
      account: { type: 'string' },
      region: { type: 'string' },
      'detail-type': { type: 'string', multiple: true },
      'display-name': { type: 'string' },
      'send-missed': { type: 'boolean', default: false },
    });
    noArguments(positionals);
    const sendsMissed = values['send-missed'];
    if (sendsMissed) checkKept(values);
    const registration = readOptions(values);
    const connection = await connect(readTarget(values));
    const log = warningsTo(terminal.errorOutput);
    const context = registrationContext(connection, tenantOf(registration.generator), log);
    checkChoices(registration, context);
    const result = sendsMissed
      ? await recreate(registration, context)
      : await registerSource(registration, undefined, context);
    if (result.kind === 'problem') throw refusal(result, 'retired source');
    if (values.json) printJson(terminal, sourceView(result.mapping, context.nowMs));
    else {
      const verb = result.kind === 'registered' ? 'Registered' : 'Already registered';
      printLines(terminal, [`${verb} (${connection.title})`, sourcePage(result.mapping)]);
    }
    return 0;
  },
};

function checkKept(values: OptionValues): void {
  if (values['detail-type'] !== undefined) {
    throw new InputError('--send-missed keeps the detail types: omit --detail-type');
  }
  if (values['display-name'] !== undefined) {
    throw new InputError('--send-missed keeps the display name: omit --display-name');
  }
}

/** Creates a source again that is known, and has what it missed sent. */
async function recreate(
  { generator, account, region }: RequestedRegistration,
  context: RequestContext,
): Promise<RegistrationResult> {
  const name = sourceName(context.settings.partnerName, generator, account);
  return await recreateSource({ name, region }, { sendsMissed: true }, context);
}

type OptionValues = {
  readonly [name in 'generator' | 'account' | 'region' | 'display-name']?: string | undefined;
} & { readonly 'detail-type'?: string[] | undefined };

/** Reads the options as the API reads a request. Throws an InputError that names each invalid one. */
function readOptions({
  'detail-type': detailTypes,
  'display-name': displayName,
  generator,
  account,
  region,
}: OptionValues): RequestedRegistration {
  const pasted = account === undefined ? {} : readPasted(account);
  const read = readRegistration({
    generator,
    account: pasted.account ?? account,
    region: region ?? pasted.region,
    ...(detailTypes && { detailTypes }),
    ...(displayName !== undefined && { displayName }),
  });
  if (read.kind === 'problem') throw refusal(read);
  const problem = generatorProblem(read.value.generator);
  if (problem !== undefined) throw new InputError(`--generator ${problem}`);
  return read.value;
}

/** The API's messages refer to its own lists; the command line shows the choices. */
function checkChoices(
  { region, detailTypes }: RequestedRegistration,
  { settings, catalog }: RequestContext,
): void {
  if (!settings.regions.includes(region)) {
    throw new InputError(`--region ${region}: must be one of ${settings.regions.join(', ')}`);
  }
  const unknown = detailTypes?.find((one) => !catalog.isEmpty && !catalog.has(one));
  if (unknown !== undefined) {
    throw new InputError(`--detail-type ${unknown}: not in the catalogue (catalog/index.json)`);
  }
}
