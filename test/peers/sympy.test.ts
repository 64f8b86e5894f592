// What SymPy gets wrong or does not do, row by row: the form that Nabla prints and its certificate.

import { before, describe, it } from 'node:test';
import { useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import { chains } from './chains.ts';
import { checkRow, type Row, titleOf } from './rows.ts';
import { sympyIssues, wrongInSource } from './sympyIssues.ts';
import { sympyRows } from './sympyRows.ts';

const tables: Readonly<Record<string, readonly Row[]>> = {
  'features that SymPy 1.14 lacks': sympyRows,
  'expressions reported to SymPy': sympyIssues,
  'chains on which SymPy 1.14 is slow or fails': chains,
  'formulas that stand wrong in their source': wrongInSource,
};

for (const [name, rows] of Object.entries(tables))
  describe(name, () => {
    before(() => useCertifier(certify));
    for (const row of rows) it(titleOf(row), () => checkRow(row));
  });
