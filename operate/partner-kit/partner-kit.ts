import type { Command } from '../command.ts';

const help = `Usage: fanout partner-kit --stage NAME --out DIR [options]

Writes what AWS asks of a partner, into a folder: the request for test access and the integration
questionnaire, ready to be sent as e-mails; the answers that AWS asks for in words; the architecture diagram;
the catalogue of detail types and sample events, for your documentation. It is filled from the stage, the
catalogue and a partner.json with what only you know (docs/become-a-partner.md describes its fields). Checks
the logos that partner.json names.

The papers mark what is missing, and the output lists it at the end with where to give it. The command calls
nothing on AWS.

Options:
  --stage NAME        the stage, stages/NAME.json
  --out DIR           the folder; files of an earlier kit are replaced
  --partner FILE      what only you know; without it ./partner.json, if there is one
  --json              print one JSON document
  --help              show this text

Exit code: 0 the papers are complete; 1 incomplete: something is missing, or AWS would not take it;
2 invalid input, or no such stage.
`;

/** `fanout partner-kit`: what it needs is loaded when it runs, since it synthesizes stacks. */
export const partnerKit: Command = {
  name: 'partner-kit',
  summary: 'write the papers that AWS asks a partner for',
  help,
  async run(args, terminal) {
    const { runPartnerKit } = await import('./run-partner-kit.ts');
    const { drawArchitecture } = await import('./diagram/draw-architecture.ts');
    return await runPartnerKit(args, terminal, { drawArchitecture });
  },
};
