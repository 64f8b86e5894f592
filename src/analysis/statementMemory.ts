/** What has been worked out of a statement. It does not tell where the statement stands, so the next version of the document may have it. */

import type { Typed, TypedMember } from '../shapes/typed.ts';
import { NodeTable } from '../tensors/intern.ts';
import type { CertificateOfAll } from './certificateOf.ts';
import type { ClaimVerdict, compareExpressions } from './claims.ts';
import type { DeriveOutcome } from './derive.ts';
import type { Forms } from './print.ts';

export interface MemberVerdict {
  readonly member: TypedMember;
  readonly found: ClaimVerdict;
}

export class StatementMemory {
  /** Otherwise the nodes of the document will do. */
  private readonly isKept: boolean;
  private table: NodeTable | null = null;
  outcome: DeriveOutcome | null = null;
  forms: Forms | null = null;
  verdicts: readonly MemberVerdict[] | null = null;
  certificate: CertificateOfAll | null = null;
  /** undefined until the derivatives inside the sides or members have been looked at. */
  innerDoubt: string | null | undefined = undefined;
  withInner: readonly Typed[] | null = null;
  /** undefined until it is asked. */
  correct: string | null | undefined = undefined;
  /** Of every right side that was compared with what stands before it. */
  compared: Map<Typed, ReturnType<typeof compareExpressions>> | null = null;

  constructor(isKept: boolean) {
    this.isKept = isKept;
  }

  /** Runs work with the statement's own nodes: what it gives does not depend on what the others have worked out. */
  within<Result>(work: () => Result): Result {
    if (!this.isKept) return work();
    this.table ??= new NodeTable();
    return this.table.within(work);
  }
}
