import { pagePackages, type Room } from './room.ts';

/** The rooms of the emulator, which is a package of its own: none imports anything from the rest of the project. */
export const emulatorRooms: readonly Room[] = [
  {
    path: 'emulator',
    what: 'A server that speaks EventBridge’s protocol; `npm run build:emulator` makes a package of it',
    imports: ['emulator/observed', 'emulator/page/bundle.ts'],
  },
  {
    path: 'emulator/page',
    what: 'What a customer does and sees of EventBridge: the page that the emulator serves, and the customer’s side of local mode’s page',
    imports: ['emulator/page-parts'],
    packages: pagePackages,
  },
  {
    path: 'emulator/page-parts',
    what: 'What every page is made of and knows nothing of EventBridge',
    imports: [],
    packages: pagePackages,
  },
  {
    path: 'emulator/page/bundle.ts',
    what: 'Bundles the emulator’s page',
    imports: ['emulator/page', 'emulator/page-parts'],
  },
  {
    path: 'emulator/observed',
    what: 'What a real account saw of EventBridge’s partner API: the form of a `stages/<stage>.observed.json`',
    imports: [],
  },
];
