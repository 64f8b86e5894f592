import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanDocument } from '../../src/documents/scan.ts';

const M = String.raw`\in \mathbb{R}^{n\times n}`;
/** What the sentence says beside the formula. */
const rows: readonly (readonly [sentence: string, blocks: readonly string[]])[] = [
  [`Let $X ${M}$ be invertible.`, [`X ${M}, invertible`]],
  [`Let $S ${M}$ be a symmetric positive definite matrix.`, [`S ${M}, symmetric, positive definite`]],
  [`and $S ${M}$ positive definite.`, [`S ${M}, positive definite`]],
  [`The symmetric matrix $S ${M}$`, [`S ${M}, symmetric`]],
  [`for skew-symmetric $S ${M}$`, [`S ${M}, skew-symmetric`]],
  [`\\(S ${M}\\) is positive semi-definite`, [`S ${M}, positive semi-definite`]],
  [`$A ${M}$ symmetric and $B ${M}$`, [`A ${M}, symmetric`, `B ${M}`]],
  // what stands before the next formula belongs to that one
  [`$A ${M}$, symmetric $B ${M}$`, [`A ${M}`, `B ${M}, symmetric`]],
  [`$A ${M}$ and a diagonal matrix $B ${M}$`, [`A ${M}`, `B ${M}, diagonal`]],
  // a comma stands behind what is said of the one before
  [`Let $A ${M}$ symmetric, $B ${M}$.`, [`A ${M}, symmetric`, `B ${M}`]],
  [`$A ${M}$ is symmetric and positive definite, and $B ${M}$ diagonal`, [`A ${M}, symmetric, positive definite`, `B ${M}, diagonal`]],
  [`For $S ${M}$ a positive definite matrix, $B ${M}$`, [`S ${M}, positive definite`, `B ${M}`]],
  [`$A ${M}$ is not symmetric`, [`A ${M}`]],
  [`a nonsymmetric matrix $A ${M}$`, [`A ${M}`]],
  [`a non-symmetric matrix $A ${M}$`, [`A ${M}`]],
  [`for fixed $x \\in \\mathbb{R}^n$`, ['x \\in \\mathbb{R}^n']],
  [`$A ${M}$.\n\nSymmetric is the matrix`, [`A ${M}`]],
  ['the symmetric matrix $A$', ['A']],
  ['if $i \\in I$ is positive', ['i \\in I']],
];

describe('properties in the sentence around a declaration', () => {
  for (const languageId of ['latex', 'markdown'])
    for (const [sentence, expected] of rows)
      it(`${languageId}: ${sentence.split(M).join('∈ …').replaceAll('\n', ' ')}`, () => {
        const { blocks } = scanDocument(sentence, languageId);
        assert.deepEqual(
          blocks.map(({ text }) => text),
          expected,
        );
        for (const { text, offsets } of blocks) {
          assert.equal(offsets.length, text.length + 1);
          for (let k = 1; k < offsets.length; k++) assert.ok(offsets[k]! >= offsets[k - 1]!, 'offsets never go back');
          assert.ok(offsets.at(-1)! <= sentence.length);
        }
      });
});
