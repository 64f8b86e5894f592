/** What has been worked out of a statement. It does not tell where the statement stands, so the next version of the document may have it. */

import { withIndexBase } from '../notation/indexBase.ts';
import type { Typed, TypedMember, TypedStatement } from '../shapes/typed.ts';
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
  /** The check with which it had no diagnostics. */
  silence: Pick<StatementMemory, 'certificate' | 'innerDoubt'> | null = null;
  /** Of every right side that was compared with what stands before it. */
  compared: Map<Typed, ReturnType<typeof compareExpressions>> | null = null;

  private readonly base: TypedStatement['base'];

  constructor(base: TypedStatement['base'], isKept: boolean) {
    this.base = base;
    this.isKept = isKept;
  }

  /**
   * Runs work with the statement's own nodes: what it gives does not depend on what the others have worked out. What it prints
   * counts from where the statement does.
   */
  within<Result>(work: () => Result): Result {
    if (!this.isKept) return withIndexBase(this.base, work);
    this.table ??= new NodeTable();
    return this.table.within(() => withIndexBase(this.base, work));
  }
}

/** One for each line of a chain, for all other statements the first. A statement that a next version of the document takes over has them again. */
export function memoriesOf(statement: TypedStatement, isKept: boolean): (part: number) => StatementMemory {
  return part => {
    if (!isKept) return new StatementMemory(statement.base, false);
    const known = MEMORIES.get(statement) ?? [];
    MEMORIES.set(statement, known);
    known[part] ??= new StatementMemory(statement.base, true);
    return known[part];
  };
}
const MEMORIES = new WeakMap<TypedStatement, StatementMemory[]>();
