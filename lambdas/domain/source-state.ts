/** The states of a partner event source, as AWS reports them (ListPartnerEventSourceAccounts). */
export const sourceStates = ['PENDING', 'ACTIVE', 'DELETED'] as const;

/** A state of a partner event source. */
export type SourceState = (typeof sourceStates)[number];
