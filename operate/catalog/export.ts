import type { Command } from '../command.ts';

const help = `Usage: fanout catalog export [options]

Exports the catalogue of detail types for customers and for other tools. Needs no network and no stage.

Formats:
  asyncapi            asyncapi.json: an AsyncAPI 3 document of what customers receive
  asyncapi-producer   asyncapi-producer.json: the same of the messages on the events queue
  schema-registry     schema-registry/: an OpenAPI 3.0 document of each detail type, as EventBridge's schema
                      registry takes it, CloudFormation templates that a customer deploys, and deploy.sh
  types               events.d.ts: TypeScript types
  json-schema         json-schema/: the JSON Schema of each detail type
  all                 all of them

Options:
  --format FORMAT     one of these; can be repeated (default: all)
  --output FOLDER     where the files go (default: catalog-export); - prints the export if it is one file
  --detail-type TYPE  only this detail type; can be repeated
  --catalog FOLDER    the catalogue (default: catalog)
  --stage NAME        take the partner's name from a stage, stages/NAME.json (default: the only stage with
                      "production": true)
  --partner NAME      the partner's name itself, such as vendor.example.com
  --force             write into a folder even if it holds other files; they stay
  --json              print one JSON document about what was written
  --help              show this text

Exit code: 0 all is exported; 1 incomplete: something does not fit its format, which a line says, or could
not be written; 2 invalid input.
`;

/** `fanout catalog export`: what it needs is loaded when it runs, since compilers are heavy. */
export const exportCatalogCommand: Command = {
  name: 'catalog export',
  summary: 'export the catalogue as AsyncAPI, schema registry, types',
  help,
  async run(args, terminal) {
    const { runExport } = await import('./run-export.ts');
    return await runExport(args, terminal);
  },
};
