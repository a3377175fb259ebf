import type { Command } from '../command.ts';

const help = `Usage: fanout catalog check [options]

Checks the catalogue of detail types: its files, that schemas are valid JSON Schema (2020-12) without unknown
keywords and can be exported, and that samples match them. Warns of what AWS does not recommend, and of
schemas that are too large for EventBridge's schema registry. With --against it compares the catalogue with
an earlier one, and says what each change does to customers who consume events:

  breaking    customers' code and rules can fail, or older events, which replays send again, no longer fit: a
              detail type or member is gone; a member is no longer required, or newly required; another type,
              constant or format; a value of an enumeration is gone
  risky       the change can break some customers: a new value of an enumeration, other bounds, a type or
              format where there was none, and every change that the command does not understand
  compatible  a new detail type, a new optional member

To accept a break on purpose, list it in the catalogue's accepted-breaks.json as {"detailType", "path",
"reason"}, or use --allow. This also accepts every break below the path.

Options:
  --against VERSION   a folder with an earlier catalogue, or a commit, branch or tag of git; base is the last
                      tag, or where the branch left main
  --allow TYPE:PATH   accept breaks there; can be repeated
  --catalog FOLDER    the catalogue (default: catalog)
  --json              print one JSON document
  --help              show this text

Exit code: 0 nothing is wrong and nothing breaks that was not accepted; 1 otherwise; 2 invalid input.
`;

/** `fanout catalog check`: what it needs is loaded when it runs, since a validator is heavy. */
export const checkCatalogCommand: Command = {
  name: 'catalog check',
  summary: 'check the catalogue, and what a change does to customers',
  help,
  async run(args, terminal) {
    const { runCheck } = await import('./run-check.ts');
    return await runCheck(args, terminal);
  },
};
