// What the other tools, or none of them, do: the form that Nabla prints and its certificate.

import { before, describe, it } from 'node:test';
import { useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import { noTool } from './noTool.ts';
import { otherTools } from './otherTools.ts';
import { checkRow, type Row, titleOf } from './rows.ts';

const tables: Readonly<Record<string, readonly Row[]>> = {
  'what other tools lack': otherTools,
  'what no tool has': noTool,
};

for (const [name, rows] of Object.entries(tables))
  describe(name, () => {
    before(() => useCertifier(certify));
    for (const row of rows) it(titleOf(row), () => checkRow(row));
  });
