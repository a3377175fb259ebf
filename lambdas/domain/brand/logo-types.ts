/** The formats of a logo, by the ends of their files' names. */
export const logoTypes = { svg: 'image/svg+xml', png: 'image/png' } as const;
