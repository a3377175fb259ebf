/** How the name of a file ends that was compressed at the bundling, by its content coding. */
export const compressedEndings = { br: '.br', gzip: '.gz' } as const;
