/** What a logo must be. */
export interface LogoKind {
  readonly format: 'svg' | 'png';
  readonly shape: 'square' | 'wide';
  /** Where AWS shows it, for people. */
  readonly title: string;
}

/** The logos that AWS asks for, by their names in partner.json. */
export const logoKinds = {
  squareSvg: { format: 'svg', shape: 'square', title: 'Square logo (icon), SVG' },
  squarePng: { format: 'png', shape: 'square', title: 'Square logo (icon), PNG' },
  wideSvg: { format: 'svg', shape: 'wide', title: 'Logo (wide rectangle), SVG' },
  widePng: { format: 'png', shape: 'wide', title: 'Logo (wide rectangle), PNG' },
} as const satisfies Readonly<Record<string, LogoKind>>;

/** The name of a logo. */
export type LogoName = keyof typeof logoKinds;

/** The names of the logos, in AWS's order. */
export const logoNames: readonly LogoName[] = ['squareSvg', 'squarePng', 'wideSvg', 'widePng'];
