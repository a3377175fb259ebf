import { useEffect, useState } from 'preact/hooks';
import type { Brand } from '../../lambdas/contract/brand.ts';
import { showColours } from '../brand.ts';
import { loadConfig } from '../sign-in/config.ts';

/** The brand that local mode was started with; shows its colours. */
export function useBrand(): Brand {
  const [brand, setBrand] = useState<Brand>({});
  useEffect(() => {
    const show = ({ brand: loaded }: Awaited<ReturnType<typeof loadConfig>>) => {
      showColours(loaded);
      setBrand(loaded);
    };
    // What is not responding is reported by the rest of the page.
    loadConfig().then(show, () => undefined);
  }, []);
  return brand;
}
