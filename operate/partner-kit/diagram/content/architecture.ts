import type { Component, ComponentId, Connection } from './component.ts';
import type { Step } from './steps.ts';

/** A customer in the drawing, as an example of all. */
export interface CustomerShown {
  readonly letter: 'A' | 'B';
  /** The one that this customer has chosen. */
  readonly region: string;
}

/** What the drawing shows of a stage, without where. */
export interface Architecture {
  /** The vendor's domain. */
  readonly vendor: string;
  readonly homeRegion: string;
  readonly components: ReadonlyMap<ComponentId, Component>;
  readonly connections: readonly Connection[];
  readonly customers: readonly CustomerShown[];
  /** How many Regions a customer may choose from. */
  readonly customerRegionCount: number;
  readonly steps: readonly Step[];
}
