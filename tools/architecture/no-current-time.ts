/** A call or a `new` in the linter's syntax tree. */
interface Call {
  readonly callee: { readonly name?: string };
  readonly arguments: readonly unknown[];
}

interface RuleContext {
  report(finding: { readonly node: Call; readonly message: string }): void;
}

/** Refuses `new Date()` and `Date()`, which read the clock; with an argument, a Date only converts it. */
const noCurrentTime = {
  create(context: RuleContext) {
    const check = (node: Call) => {
      const isRead = node.callee.name === 'Date' && node.arguments.length === 0;
      if (isRead) context.report({ node, message: 'The time is an argument here.' });
    };
    return { NewExpression: check, CallExpression: check };
  },
};

/** A plugin of the linter, for rules that it does not have itself. */
// oxlint-disable-next-line import/no-default-export -- the linter takes a plugin from this export alone.
export default {
  meta: { name: 'architecture' },
  rules: { 'no-current-time': noCurrentTime },
};
