import { emulatorRooms } from './emulator-rooms.ts';
import { pagePackages, type Room } from './room.ts';

export type { Room } from './room.ts';

const domain = 'lambdas/domain';
const contract = 'lambdas/contract';
const ports = 'lambdas/ports';
const settings = 'lambdas/settings';
const delivery = 'lambdas/delivery';
const mappings = 'lambdas/mappings';
const aws = 'lambdas/aws';
const bundle = 'lambdas/bundle';
const historyWalk = 'lambdas/history-walk';
const catalogExports = 'lambdas/catalog-exports';

const history = 'lambdas/history';
const replay = 'lambdas/replay';
const reconcile = 'lambdas/reconcile';
const registration = 'lambdas/registration';

/** What delivers events is made of this; what changes mappings, of {@link allParts}. */
const deliveringParts = [aws, delivery, settings, ports, domain];
const stackParts = [aws, delivery, settings, contract, domain];
const allParts = [aws, delivery, mappings, settings, ports, contract, domain];

const functions = ['lambdas/fan-out', 'lambdas/retry', history, replay, reconcile, registration];
const functionRooms = [...functions, ...allParts, historyWalk, catalogExports, bundle];

/** What is deployed or handed out, the pages and the entry points apart. */
export const productRooms = [
  'lib',
  'lib/stage',
  'local',
  'operate',
  'operate/partner-kit',
  'producer',
  'emulator',
  'emulator/observed',
  'terminal',
  ...functionRooms,
];

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
    what: 'Programs of a vendor that use what `npm pack` makes, each a package of its own; a test runs each',
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
  { path: 'web/bundle.ts', what: 'Bundles both pages', imports: ['web', 'emulator/page-parts'] },
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
    what: 'What customers’ tools take of the catalogue, as pure functions from its detail types to files: AsyncAPI, EventBridge’s schema registry, TypeScript types ([ADR 52](adr/0052-the-catalogue-is-a-contract.md)). It loads a compiler: no function imports it',
    imports: [ports, domain],
  },
  {
    path: bundle,
    what: 'Makes the bundles that the stack deploys and local mode runs, once for the same sources and packages. `stand-ins` has replacements for parts of the SDK, each with its reason',
    imports: [settings, registration, contract, 'web/bundle.ts'],
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
    packages: ['valibot'],
    isDeterministic: true,
  },
  {
    path: 'tools/bench',
    what: 'Benchmarks, also of other senders: [performance.md](performance.md)',
    imports: [
      ...productRooms,
      'tools/cost-model',
      'tools/install',
      'tools/results',
      'tools/simulators',
      'tools/plots',
    ],
  },
  {
    path: 'tools/cost-model',
    what: 'The model of what the functions cost: [cost.md](cost.md)',
    imports: [...productRooms, 'tools/results', 'tools/simulators', 'tools/plots'],
  },
  {
    path: 'tools/catalog',
    what: 'Writes the catalogue from GitHub’s payloads',
    imports: productRooms,
  },
  {
    path: 'tools/simulators',
    what: 'Simulations of time, chance and AWS that benchmarks and tests share',
    imports: productRooms,
  },
  {
    path: 'tools/results',
    what: 'The types of a benchmark and of its results',
    imports: ['terminal'],
  },
  {
    path: 'tools/settings-page',
    what: 'Writes [settings.md](settings.md) from the settings’ table: `npm run settings`',
    imports: productRooms,
  },
  {
    path: 'tools/notification-pages',
    what: 'Writes [notifications](notifications/README.md) from the schemas of the vendor’s notifications: `npm run notifications`',
    imports: [contract, domain],
  },
  {
    path: 'tools/mutation',
    what: 'Mutation testing of the domain, with packages of its own: `npm run mutation`',
    imports: ['tools/install'],
  },
  {
    path: 'tools/install',
    what: 'Installs packages that one command alone needs, when it runs ([ADR 48](adr/0048-packages-apart.md))',
    imports: [],
  },
  {
    path: 'tools/release',
    what: 'Checks that a tag can be released ([releasing](releasing.md)): `npm run release:check`',
    imports: [],
  },
  { path: 'tools/plots', what: 'Plots as SVG', imports: [] },
  {
    path: 'tools/package',
    what: 'Builds the package that `npm pack` makes: `npm run build`. `prebuilt` has what finds in the package what the sources make at run time ([ADR 50](adr/0050-one-package.md))',
    imports: ['bin', 'web/bundle.ts', 'emulator/page/bundle.ts', ...productRooms],
  },
  {
    path: 'tools/emulator-package',
    what: 'Builds the emulator’s package: `npm run build:emulator`',
    imports: ['tools/package'],
  },
  {
    path: 'tools/architecture',
    what: 'Writes this table and the lint rules that enforce it: `npm run architecture`',
    imports: [],
  },
  {
    path: 'tools/generated',
    what: 'Checks that the files which are written from a table are what it says: `npm run check:generated`',
    imports: ['tools/architecture', 'tools/notification-pages', 'tools/settings-page'],
  },
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
