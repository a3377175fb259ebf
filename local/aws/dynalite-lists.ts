import db, { type AttributeValue, type Expression, type Item } from 'dynalite/db/index.js';
import { isDeepStrictEqual } from 'node:util';

const checkConditional = db.checkConditional;

/**
 * Makes dynalite's conditions compare lists by content, as DynamoDB does; without this it compares their
 * elements by identity, so no lists are equal. Such comparisons are replaced with their result first.
 */
export function compareListsByContent(): void {
  db.checkConditional = (data, item) => {
    const { _condition: condition } = data;
    if (condition === undefined) return checkConditional(data, item);
    const expression = withListsCompared(condition.expression, item ?? {});
    return checkConditional({ ...data, _condition: { ...condition, expression } }, item);
  };
}

function withListsCompared(expression: Expression, item: Item): Expression {
  switch (expression.type) {
    case 'and':
    case 'or':
    case 'not':
      return { ...expression, args: expression.args.map((one) => withListsCompared(one, item)) };
    case '=': {
      const [one, other] = expression.args.map((operand) => listOf(operand, item));
      if (one === undefined || other === undefined) return expression;
      return { ...expression, args: [{ BOOL: true }, { BOOL: isDeepStrictEqual(one, other) }] };
    }
    case 'another comparison, or a function':
    default:
      return expression;
  }
}

/** The list that an operand is: a value, or the path of an attribute. */
function listOf(operand: AttributeValue | readonly string[], item: Item): unknown {
  if (!Array.isArray(operand)) return 'L' in operand ? operand['L'] : undefined;
  const [name = '', ...deeper] = operand;
  return deeper.length === 0 ? item[name]?.['L'] : undefined;
}
