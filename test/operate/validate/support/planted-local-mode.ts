import { localSettings } from '../../../../lambdas/settings/local-settings.ts';
import { withOverrides } from '../../../../lambdas/settings/standard-settings.ts';
import { startCloud } from '../../../../local/cloud.ts';
import { portCount } from '../../../../local/ports.ts';
import { freePorts } from '../../../support/free-ports.ts';
import { startHttpProxy, type ProxyPlant } from './http-proxy.ts';

/** A fault, before the console or between the functions and EventBridge. */
export interface Plant {
  readonly console?: ProxyPlant;
  readonly eventBridge?: ProxyPlant;
}

/** Local mode with a proxy before its console and one between its functions and EventBridge. */
export async function plantedLocalMode() {
  let plant: Plant = {};
  const port = await freePorts(portCount);
  const opened: { close(): Promise<void> }[] = [];
  const cloud = await startCloud({
    firstPort: port,
    regions: [],
    settings: withOverrides(localSettings, { retry: { maxDelaySeconds: 1 } }),
    // A batch that is full is not waited for.
    maxBatchSize: 1,
    onOutput: () => undefined,
    async functionEndpoints(services) {
      const proxy = await startHttpProxy(
        () => services.eventBridge,
        () => plant.eventBridge ?? {},
      );
      opened.push(proxy);
      return { ...services, eventBridge: proxy.url };
    },
  });
  opened.push(cloud);
  cloud.functions.startPolling();
  const proxy = await startHttpProxy(
    () => cloud.consoleUrl,
    () => plant.console ?? {},
  );
  opened.push(proxy);
  return {
    port,
    cloud,
    /** The console's address behind the proxy. */
    consoleUrl: proxy.url,
    /** From now on this is wrong. */
    plant: (wrong: Plant) => {
      plant = wrong;
    },
    async close() {
      for (const one of opened.toReversed()) await one.close();
    },
  };
}
