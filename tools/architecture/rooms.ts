import { emulatorRooms } from './emulator-rooms.ts';
import {
  domain,
  contract,
  ports,
  settings,
  delivery,
  mappings,
  aws,
  bundle,
  historyWalk,
  catalogExports,
  history,
  replay,
  reconcile,
  registration,
  deliveringParts,
  stackParts,
  allParts,
  productRooms,
} from './product-rooms.ts';
import { pagePackages, type Room } from './room.ts';
import { toolRooms } from './tool-rooms.ts';

export { productRooms } from './product-rooms.ts';
export type { Room } from './room.ts';

const aFunction =
  '`index.ts` builds the clients once per execution environment, `env.ts` reads the environment variables, `handler.ts` makes the handler from its services';

const allButTheTests: readonly Room[] = [
  {
    path: 'bin',
    what: 'The two programs: `app.ts` for the CDK, `fanout.ts` for the command line',
    imports: ['lib', 'lib/stage', 'local', 'operate', 'operate/partner-kit', 'terminal'],
  },
  {
    path: 'lib',
    what: 'The stacks, with one construct per file: `state-stack.ts` and `fanout-stack.ts` are the two stacks of a Region; `stage-stacks.ts` creates all stacks of a stage; `index.ts` is `./cdk` of the package',
    imports: ['lib/stage', bundle, reconcile, registration, ...stackParts],
  },
  {
    path: 'lib/stage',
    what: 'Reads and checks `stages/<stage>.json`',
    imports: [settings, contract, domain],
  },
  { path: 'stages', what: 'A JSON file for each stage', imports: [] },
  {
    path: 'local',
    what: 'Local mode (see below)',
    imports: [
      'emulator',
      'emulator/observed',
      'terminal',
      'web/bundle.ts',
      bundle,
      registration,
      aws,
      delivery,
      settings,
      contract,
      domain,
    ],
  },
  {
    path: 'operate',
    what: 'The commands of `bin/fanout.ts` for operators, on a stage or on local mode',
    imports: [
      'emulator/observed',
      'lib/stage',
      'local',
      'producer',
      'terminal',
      reconcile,
      registration,
      catalogExports,
      aws,
      settings,
      ports,
      contract,
      domain,
    ],
  },
  {
    path: 'operate/partner-kit',
    what: 'The papers that AWS asks a partner for, and the diagram of the stacks',
    imports: ['operate', 'lib', 'lib/stage', 'terminal', registration, settings, ports, domain],
  },
  {
    path: 'producer',
    what: '`sendEvents` and the transactional outbox (`outbox/`) for the vendor’s services: `./producer` of the package',
    imports: [aws, settings, domain],
  },
  {
    path: 'examples',
    what: 'Programs of a vendor, each by itself: some use what `npm pack` makes, others are in Python, Java, Go and for the AWS CLI; a test runs each',
    imports: [],
  },
  {
    path: 'terminal',
    what: 'What command-line programs need: options, input files, tables, progress',
    imports: [ports, domain],
  },
  ...emulatorRooms,
  {
    path: 'web',
    what: 'The console page, which calls only the HTTP API',
    imports: ['emulator/page-parts', contract],
    packages: pagePackages,
  },
  {
    path: 'web/local',
    what: 'Local mode’s page around the console page',
    imports: ['web', 'emulator/page', 'emulator/page-parts', contract],
    packages: pagePackages,
  },
  { path: 'web/bundle.ts', what: 'Bundles both pages', imports: ['web', 'web/bundling'] },
  {
    path: 'web/bundling',
    what: 'The program that bundles a page, with htm templates as short as htm allows',
    imports: ['emulator/page-parts'],
  },
  {
    path: 'catalog',
    what: 'The vendor’s detail types, each with its JSON Schema and samples. These are GitHub’s, and `npm run catalog` writes them',
    imports: [],
  },
  {
    path: 'lambdas/fan-out',
    what: `The function that relays events: ${aFunction}`,
    imports: deliveringParts,
  },
  {
    path: 'lambdas/retry',
    what: 'The function that tries deliveries again, with the same three files',
    imports: deliveringParts,
  },
  {
    path: history,
    what: 'The recorder: every minute it moves what the other functions put on the history queue into the history, a chunk for each source. The same three files',
    imports: [aws, settings, ports, domain],
  },
  {
    path: replay,
    what: 'The function that sends events of the history again: the same three files, and one for each part of a step',
    imports: [historyWalk, ...deliveringParts],
  },
  { path: reconcile, what: 'The reconciler, with the same three files', imports: allParts },
  {
    path: registration,
    what: 'The registration API and the page’s files. `handler.ts` finds the route and the tenant; each operation has a file; `openapi.yaml` is the contract',
    imports: [historyWalk, ...allParts],
  },
  {
    path: historyWalk,
    what: 'Walks through a source’s history in the order of recording: the replay function sends what it finds, registration counts it for a plan',
    imports: [ports, domain],
  },
  {
    path: catalogExports,
    what: 'What customers’ tools take of the catalogue, as pure functions from its detail types to files: AsyncAPI, EventBridge’s schema registry, TypeScript types ([ADR 52](adr/0052-the-catalogue-is-a-contract.md)). It loads a compiler: no function imports it, and bundles have files that it made',
    imports: [ports, contract, domain],
  },
  {
    path: bundle,
    what: 'Makes the bundles that the stack deploys and local mode runs, once for the same sources and packages, and what customers download of the catalogue. `stand-ins` has replacements for parts of the SDK, each with its reason',
    imports: [catalogExports, settings, registration, contract, 'web/bundle.ts'],
  },
  {
    path: aws,
    what: 'The ports’ implementations with the AWS SDK, and the metrics; `calls` has the calls that are made without its clients as long as they succeed',
    imports: [delivery, ports, contract, domain],
    folders: ['history'],
  },
  {
    path: delivery,
    what: 'Makes the deliveries of a batch through the ports, and records what becomes of each',
    imports: [settings, ports, domain],
  },
  {
    path: mappings,
    what: 'How a mapping is changed or retired; the reconciler and registration share it',
    imports: [ports, domain],
  },
  {
    path: settings,
    what: 'Every setting, once: `table/` has stage key, variable, default and reason ([README](../lambdas/settings/README.md), [ADR 32](adr/0032-a-setting-is-one-fact.md)); `deployment.ts` has memory, time-outs and batch sizes; `fleet.ts` divides the PutPartnerEvents quota among the functions',
    imports: [contract, domain],
  },
  {
    path: ports,
    what: 'What the functions need from outside, as interfaces with their failure contracts',
    imports: [settings, contract, domain],
  },
  {
    path: contract,
    what: 'What the functions exchange with their clients, as lists and schemas only: the registration API’s codes and answers, the page’s settings, the reconcile report',
    imports: [domain],
    packages: ['valibot'],
    isDeterministic: true,
  },
  {
    path: domain,
    what: 'Every decision, as pure functions: reading an event, naming a source, packing, classifying an outcome, the disposition of a delivery, the contents of retry messages and dead letters, what becomes of a mapping whose source has changed. No SDK, logger, clock or environment: time and randomness are arguments',
    imports: [],
    folders: ['history'],
    // saxes reads a vendor's logo, where a stage is read.
    packages: ['valibot', 'saxes'],
    isDeterministic: true,
  },
  ...toolRooms,
  {
    path: 'test/support',
    what: 'Fakes and builders',
    imports: ['test', 'tools/simulators', ...productRooms],
  },
  {
    path: 'test/fault-injection',
    what: 'The runs that check what [reliability.md](reliability.md) promises: a model of the pipeline under faults, crashes of local mode, simulated outages and floods',
    imports: ['test', 'test/support', 'tools/simulators', 'tools/plots', ...productRooms],
  },
  {
    path: 'test/snippets',
    what: 'Runs the programs of `examples/producers`: `npm run test:snippets`',
    imports: ['test', 'test/support', ...productRooms],
  },
  {
    path: 'test/regressions',
    what: 'Known bugs, planted on purpose; a test must find each',
    imports: ['test', 'test/support', 'tools/simulators', ...productRooms],
  },
];

/**
 * The rooms of the project and the arrows between them: the one table that docs/architecture.md shows and
 * that the linter holds. `npm run architecture` writes both.
 */
export const rooms: readonly Room[] = [
  ...allButTheTests,
  {
    path: 'test',
    what: 'The tests, which mirror the source. `contract/` has one suite per port, for fakes and adapters',
    imports: allButTheTests.map(({ path }) => path),
  },
];
