/** What a logo must be. */
export interface LogoKind {
  readonly format: 'svg' | 'png';
  readonly shape: 'square' | 'wide';
  readonly title: string;
  /** Where AWS shows it. */
  readonly use: string;
}

/** The logos that AWS asks for, by their names in partner.json. */
export const logoKinds = {
  squareSvg: {
    format: 'svg',
    shape: 'square',
    title: 'Square logo (icon), SVG',
    use: 'Where a customer chooses the integration',
  },
  squarePng: {
    format: 'png',
    shape: 'square',
    title: 'Square logo (icon), PNG',
    use: 'Where a customer opens the integration',
  },
  wideSvg: {
    format: 'svg',
    shape: 'wide',
    title: 'Logo (wide rectangle), SVG',
    use: 'In the list of partner event sources',
  },
  widePng: {
    format: 'png',
    shape: 'wide',
    title: 'Logo (wide rectangle), PNG',
    use: 'On the page of EventBridge integrations',
  },
} as const satisfies Readonly<Record<string, LogoKind>>;

/** The name of a logo. */
export type LogoName = keyof typeof logoKinds;

/** The names of the logos, in AWS's order. */
export const logoNames: readonly LogoName[] = ['squareSvg', 'squarePng', 'wideSvg', 'widePng'];
