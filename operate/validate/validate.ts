import type { Command } from '../command.ts';
import { probeOptionsHelp } from '../probe/probe-options.ts';
import { commonHelp, exitCodeHelp } from '../target/target.ts';
import { readValidateOptions } from './read-options.ts';

const help = `Usage: fanout validate [options]

Walks through AWS's validation list for partners, from outside: registers sources through the API, accepts
one as the customer, sends every sample of the catalogue and compares what the customer receives, deletes,
and shows how errors are handled; in each Region. It first says what it is going to do. At the end, also
after Ctrl-C or an error, it takes away everything that it made, and lists what it could not take away.

On a stage it takes some ten minutes. The partner's side has your own credentials, the customer's those of
another profile. Without a token (FANOUT_TOKEN, or --token-file) it invokes the registration function itself,
for tenants of its own; then the sign-in is not a part of the walk.

Options:
  --regions A,B       the Regions (default: two that customers may choose, the home Region first; all of
                      them for --clean-up)
  --customer-profile P
                      a profile of your AWS configuration for the customer's account; needed on a stage
  --token-file FILE   a bearer token of a tenant's administrator; the registrations are then that tenant's
  --other-token-file FILE
                      the same of a second tenant, to compare names of two tenants
  --report DIR        write a report: one HTML page, Markdown and JSON, with pictures if Chromium is installed
  --mask              hide account numbers in the report and the JSON
  --dry-run           print what it would do, and which permissions it needs
  --clean-up          take away what killed runs have left, and end
${commonHelp}

${probeOptionsHelp}

${exitCodeHelp}`;

/** `fanout validate`. */
export const validate: Command = {
  name: 'validate',
  summary: "walk through AWS's validation list for partners",
  help,
  async run(args, terminal) {
    if (args.includes('--probe')) {
      const { probe } = await import('../probe/probe-command.ts');
      return await probe(args, terminal);
    }
    const options = readValidateOptions(args);
    // The validators of JSON Schema and the browser would slow down the start of every other command.
    const { performValidation } = await import('./perform-validation.ts');
    return await performValidation(options, terminal);
  },
};
