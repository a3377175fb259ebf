import type { Command } from '../command.ts';
import { exportCatalogCommand } from './export.ts';

/** The commands that work on the catalogue's files alone. */
export const catalogCommands: readonly Command[] = [exportCatalogCommand];
