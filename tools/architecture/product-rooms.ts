// The rooms that others name, once.
export const domain = 'lambdas/domain';
export const contract = 'lambdas/contract';
export const ports = 'lambdas/ports';
export const settings = 'lambdas/settings';
export const delivery = 'lambdas/delivery';
export const mappings = 'lambdas/mappings';
export const aws = 'lambdas/aws';
export const bundle = 'lambdas/bundle';
export const historyWalk = 'lambdas/history-walk';
export const catalogExports = 'lambdas/catalog-exports';

export const history = 'lambdas/history';
export const replay = 'lambdas/replay';
export const reconcile = 'lambdas/reconcile';
export const registration = 'lambdas/registration';

/** What a function that delivers events is made of. */
export const deliveringParts = [aws, delivery, settings, ports, domain];
/** What the stacks are made of, besides the functions. */
export const stackParts = [aws, delivery, settings, contract, domain];
/** What a function that changes mappings is made of. */
export const allParts = [aws, delivery, mappings, settings, ports, contract, domain];

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
