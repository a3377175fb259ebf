import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** DejaVu Sans, in which the drawing is measured and painted. Verdana is as wide. */
export const fontFamily = 'DejaVu Sans';

/** How heavy a text is. */
export type Weight = 'normal' | 'bold';

/** The font's files. */
export const fontFiles: Readonly<Record<Weight, string>> = {
  normal: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};
