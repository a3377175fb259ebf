/** Settings that do nothing by themselves. */
const idle = new Set(['seed', 'operations']);

/** The faults that are on, a line each; none if nothing fails. */
export function faultTexts(settings: Readonly<Record<string, unknown>>): readonly string[] {
  const active = Object.entries(settings).filter(([name, value]) => !idle.has(name) && isOn(value));
  const scope = active.length === 0 ? [] : [['operations', settings['operations']] as const];
  return [...active, ...scope].map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
}

function isOn(value: unknown): boolean {
  return value !== 0 && value !== null && !(Array.isArray(value) && value.length === 0);
}
