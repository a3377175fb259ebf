import { checkCatalogCommand } from './catalog/check.ts';
import { exportCatalogCommand } from './catalog/export.ts';
import type { Command } from './command.ts';

/** The commands that work on the catalogue's files alone. */
export const catalogCommands: readonly Command[] = [checkCatalogCommand, exportCatalogCommand];
