/** Counts calls by Region, and how many there were in the worst second of any. */
export function callCounter() {
  const byRegion = new Map<string, { calls: number; lastSecond: number[] }>();
  let mostInASecond = 0;
  return {
    count(region: string, nowMs: number): void {
      const { calls, lastSecond } = byRegion.get(region) ?? { calls: 0, lastSecond: [] };
      const inSecond = [...lastSecond.filter((callMs) => callMs > nowMs - 1000), nowMs];
      mostInASecond = Math.max(mostInASecond, inSecond.length);
      byRegion.set(region, { calls: calls + 1, lastSecond: inSecond });
    },
    totals() {
      const counts = Array.from(byRegion.values(), ({ calls }) => calls);
      return {
        calls: counts.reduce((sum, calls) => sum + calls, 0),
        busiest: Math.max(...counts),
        mostInASecond,
      };
    },
  };
}
