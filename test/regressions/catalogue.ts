import { callingMistakes } from './catalogue/calling.ts';
import { deliveringMistakes } from './catalogue/delivering.ts';
import { emulatingMistakes } from './catalogue/emulating.ts';
import { outcomeMistakes } from './catalogue/outcomes.ts';
import { packingMistakes } from './catalogue/packing.ts';
import { reconcilingMistakes } from './catalogue/reconciling.ts';
import { retryingMistakes } from './catalogue/retrying.ts';
import type { Mistake } from './regression.ts';

/** Every mistake that is planted. */
export const mistakes: readonly Mistake[] = [
  ...outcomeMistakes,
  ...callingMistakes,
  ...deliveringMistakes,
  ...packingMistakes,
  ...retryingMistakes,
  ...reconcilingMistakes,
  ...emulatingMistakes,
];
