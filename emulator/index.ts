/**
 * An EventBridge for tests and laptops, with the partner's side and the customer's: {@link startEmulator}.
 *
 * @module eventbridge-partner-emulator
 */
export type {
  DeliveredEvent,
  Emulator,
  EmulatorControls,
  EventEnvelope,
  EventSelection,
  ReceivedEvent,
  SourceView,
} from './emulator.ts';
export type { FaultChange, FaultSettings } from './faults/faults-view.ts';
export type { EmulatorOptions, ObservedFile } from './options.ts';
export type { SavedState } from './saved/saved-state.ts';
export { startEmulator } from './server.ts';
export type { Counters } from './state/counters.ts';
