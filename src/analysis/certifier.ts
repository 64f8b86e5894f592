/**
 * The numeric stage with mathjs is loaded on demand by whoever hosts the analysis (a bundle of its own), and handed in
 * here. Without it certificates stay pending, and what is pending is not shown as a result.
 */

import type { certify } from '../numeric/index.ts';

export type Certifier = typeof certify;

let current: Certifier | null = null;

export function useCertifier(certifier: Certifier): void {
  current = certifier;
}

export const certifier = (): Certifier | null => current;
