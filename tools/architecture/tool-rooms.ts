import { contract, domain, productRooms } from './product-rooms.ts';
import type { Room } from './room.ts';

/** The rooms of what is not product: benchmarks, generators of documents, and what builds the packages. */
export const toolRooms: readonly Room[] = [
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
];
