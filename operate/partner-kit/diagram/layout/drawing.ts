import type { ComponentId } from '../content/component.ts';
import type { TextStyle } from '../text/measure.ts';

/** A place in the drawing, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle, by its upper left corner. */
export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A line of text at its baseline. */
export interface TextLine extends Point, TextStyle {
  readonly text: string;
  readonly anchor: 'start' | 'middle';
}

/** A box with its text in the middle. */
export interface Box extends Rectangle {
  readonly id: ComponentId;
  readonly lines: readonly TextLine[];
  readonly isOnMainPath: boolean;
}

/** A frame around boxes, with a label at its top. */
export interface Group extends Rectangle {
  readonly label: TextLine;
  readonly kind: 'account' | 'region' | 'service';
}

/** An arrow from one box to another. */
export interface Arrow {
  readonly from: ComponentId;
  readonly to: ComponentId;
  /** At least two; each line between them is horizontal or vertical. */
  readonly points: readonly Point[];
  readonly isMutual: boolean;
  readonly isOnMainPath: boolean;
  readonly label: TextLine | undefined;
}

/** The number of a step, at its centre. */
export interface Badge extends Point {
  readonly number: number;
}

/** A drawing with every place computed. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What it shows, in a sentence, for those who do not see it. */
  readonly description: string;
  readonly groups: readonly Group[];
  readonly arrows: readonly Arrow[];
  readonly boxes: readonly Box[];
  readonly badges: readonly Badge[];
  /** What stands outside of boxes: the steps, and notes. */
  readonly texts: readonly TextLine[];
}
