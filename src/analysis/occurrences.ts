/** Where every name of a document occurs: which of the names that are written alike are the same one, and where it comes from. */

import { type Block, documentOffset, type Scope } from '../documents/block.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { adjointPlace, canonicalName } from '../syntax/names.ts';
import type { Span } from '../syntax/tree.ts';
import type { DocumentAnalysis } from './document.ts';
import { type NameUse, nameUses } from './nameUses.ts';
import type { PlacedStatement } from './program.ts';

export interface Entity {
  readonly kind: 'variable' | 'function' | 'parameter' | 'dimension' | 'index';
  /** Canonical. */
  readonly name: string;
  /** The region that it belongs to. */
  readonly scope: number;
  /** What the last statement that gives it a shape says; null for dimensions, indices, and where none does. */
  readonly symbol: TypedSymbol | null;
  /** In the order of the document, those of its adjoints included. */
  readonly occurrences: readonly Occurrence[];
  /** Where it comes from: declarations and definitions, or where it is bound, or where it is first used. Never empty. */
  readonly definitions: readonly Occurrence[];
}

/** Offsets in the document. */
export interface Occurrence {
  readonly entity: Entity;
  readonly start: number;
  readonly end: number;
  /** Of an adjoint, `dW`, the whole of it. */
  readonly around: { readonly start: number; readonly end: number };
  readonly role: NameUse['role'];
  readonly isAdjoint: boolean;
  /** The document has the name at this place, letter for letter, and no command that stands for it. */
  readonly isWritten: boolean;
  /** The place is the code's, where a shape behind it is bound to a name. */
  readonly isCode: boolean;
  readonly block: Block;
  readonly statement: PlacedStatement;
}

export interface Occurrences {
  readonly entities: readonly Entity[];
  /** In the order of the document. */
  readonly all: readonly Occurrence[];
  /** The name under an offset, of two that touch the one behind; between the characters of an adjoint its quantity. */
  at(offset: number): Occurrence | null;
}

/** Worked out when it is first asked for, once an analysis. */
export function occurrencesOf(analysis: DocumentAnalysis): Occurrences {
  const known = REMEMBERED.get(analysis);
  if (known) return known;
  const found = new Resolver(analysis.scopes).resolve(analysis);
  REMEMBERED.set(analysis, found);
  return found;
}
const REMEMBERED = new WeakMap<DocumentAnalysis, Occurrences>();

class Found implements Occurrences {
  readonly entities: readonly Entity[];
  readonly all: readonly Occurrence[];

  constructor(entities: readonly Entity[]) {
    this.entities = entities;
    this.all = entities.flatMap(({ occurrences }) => occurrences).sort((a, b) => a.start - b.start || a.end - b.end);
  }

  at(offset: number): Occurrence | null {
    let best: Occurrence | null = null;
    for (const each of this.all) {
      if (each.start > offset && !each.isAdjoint) continue;
      if (each.start <= offset && offset <= each.end) {
        if (!best || offset < each.end || isAround(best, offset)) best = each;
        if (offset < each.end) return each;
      } else if (!best && each.isAdjoint && each.around.start <= offset && offset <= each.around.end) best = each;
    }
    return best;
  }
}
const isAround = ({ start, end }: Occurrence, offset: number): boolean => offset < start || offset > end;

/** An entity while its occurrences are collected. */
interface Draft {
  kind: Entity['kind'];
  readonly name: string;
  readonly scope: number;
  symbol: TypedSymbol | null;
  /** A statement made it known; else it is only used. */
  isIntroduced: boolean;
  isCalled: boolean;
  occurrences: PlacedUse[];
}
type PlacedUse = Omit<Occurrence, 'entity'>;

class Region {
  readonly id: number;
  readonly parent: Region | null;
  readonly quantities = new Map<string, Draft>();
  readonly sizes = new Map<string, Draft>();

  constructor(id: number, parent: Region | null) {
    this.id = id;
    this.parent = parent;
  }

  introduced(table: 'quantities' | 'sizes', name: string): Draft | null {
    for (let region: Region | null = this; region; region = region.parent) {
      const draft = region[table].get(name);
      if (draft?.isIntroduced) return draft;
    }
    return null;
  }
}

/** A use that nothing before it in its block explains: what comes later in the block may. */
interface Waiting {
  readonly use: NameUse;
  readonly place: Place;
}

interface Place {
  readonly block: Block;
  readonly statement: PlacedStatement;
  readonly region: Region;
}

class Resolver {
  private readonly parents: ReadonlyMap<number, number | null>;
  private readonly regions = new Map<number, Region>();
  private readonly drafts: Draft[] = [];
  private readonly indices = new Map<object, Map<string, Draft>>();
  /** Names of adjoints that have declarations of their own, and the quantity of each. */
  private readonly adjoints = new Map<Draft, Draft>();

  constructor(scopes: readonly Scope[]) {
    this.parents = new Map(scopes.map(({ id, parent }) => [id, parent]));
  }

  resolve({ blocks, text }: DocumentAnalysis): Occurrences {
    const builder = new OccurrenceBuilder(text);
    for (const { block, statements, unread } of blocks) {
      const region = this.regionOf(block.scope);
      const waiting: Waiting[] = [];
      const adjointNames: Waiting[] = [];
      // what is not read names nothing that others could use
      const placed = [...statements.map(statement => ({ statement, counts: true })), ...unread.map(statement => ({ statement, counts: false }))];
      for (const { statement, counts } of placed.sort((a, b) => startOf(a.statement) - startOf(b.statement))) {
        const place = { block, statement, region };
        const uses = nameUses(statement.typed);
        for (const use of uses) {
          if (counts && isIntroducing(use)) continue;
          if (use.adjoint?.declared != null) adjointNames.push({ use, place });
          const draft = this.known(use, place);
          if (draft) builder.add(draft, use, place);
          else waiting.push({ use, place });
        }
        if (!counts) continue;
        for (const use of uses) if (isIntroducing(use)) builder.add(this.introduce(use, place), use, place);
        this.noteSymbols(statement, region);
      }
      for (const { use, place } of waiting) {
        const draft = this.known(use, place) ?? (use.isConstant ? null : this.unexplained(use, region));
        if (draft) builder.add(draft, use, place);
      }
      for (const { use } of adjointNames) {
        const [name, quantity] = [use.adjoint!.declared!, use.name].map(each => region.introduced('quantities', each));
        if (name && quantity && name !== quantity) this.adjoints.set(name, quantity);
      }
    }
    for (const [name, quantity] of this.adjoints) builder.moveAdjoint(name, quantity);
    return new Found(this.drafts.filter(({ occurrences }) => occurrences.length > 0).map(finish));
  }

  private regionOf(id: number): Region {
    const known = this.regions.get(id);
    if (known) return known;
    const parent = this.parents.get(id) ?? null;
    const made = new Region(id, parent === null ? null : this.regionOf(parent));
    this.regions.set(id, made);
    return made;
  }

  private known(use: NameUse, { region }: Place): Draft | null {
    const { name, sort } = use;
    if (sort === 'index') return this.indexOf(use, region);
    if (sort === 'size') return region.introduced('sizes', name);
    return region.introduced('quantities', name) ?? (sort === 'quantityOrSize' ? region.introduced('sizes', name) : null);
  }

  private indexOf({ name, binder }: NameUse, region: Region): Draft {
    let ofBinder = this.indices.get(binder!);
    if (!ofBinder) {
      ofBinder = new Map();
      this.indices.set(binder!, ofBinder);
    }
    let draft = ofBinder.get(name);
    if (!draft) {
      draft = this.draft('index', name, region);
      ofBinder.set(name, draft);
    }
    return draft;
  }

  private introduce(use: NameUse, { region, statement }: Place): Draft {
    if (use.sort === 'size') return region.introduced('sizes', use.name) ?? this.enter('sizes', use.name, region);
    const symbol = statement.typed.symbols.find(({ name }) => name === use.name) ?? null;
    const visible = region.introduced('quantities', use.name);
    if (visible && use.role === 'parameter') return visible;
    // a declaration that says again what an outer one says gives the same symbol
    if (visible && use.role === 'declaration' && symbol !== null && visible.symbol === symbol) return visible;
    const draft = this.enter('quantities', use.name, region);
    if (use.role === 'parameter' && draft.occurrences.length === 0) draft.kind = 'parameter';
    else if (use.role !== 'parameter') draft.kind = 'variable';
    return draft;
  }

  private enter(table: 'quantities' | 'sizes', name: string, region: Region): Draft {
    const draft = region[table].get(name) ?? this.draft(table === 'sizes' ? 'dimension' : 'variable', name, region);
    region[table].set(name, draft);
    draft.isIntroduced = true;
    return draft;
  }

  /** Names that the statement gives shapes to: those that it declares or defines, and those whose shapes it lets infer. */
  private noteSymbols({ typed }: PlacedStatement, region: Region): void {
    for (const symbol of typed.symbols) {
      const draft = region.introduced('quantities', symbol.name) ?? this.enter('quantities', symbol.name, region);
      draft.symbol = symbol;
    }
  }

  /** Nobody says what it is: one name a region. */
  private unexplained({ name, sort }: NameUse, region: Region): Draft {
    const table = sort === 'size' ? 'sizes' : 'quantities';
    const draft = region[table].get(name) ?? this.draft(table === 'sizes' ? 'dimension' : 'variable', name, region);
    region[table].set(name, draft);
    return draft;
  }

  private draft(kind: Draft['kind'], name: string, region: Region): Draft {
    const made: Draft = { kind, name, scope: region.id, symbol: null, isIntroduced: false, isCalled: false, occurrences: [] };
    this.drafts.push(made);
    return made;
  }
}

const startOf = ({ typed, shift }: PlacedStatement): number => typed.tree.span.start + shift;

/** Makes the name known to what follows. */
const isIntroducing = ({ role, sort, binder }: NameUse): boolean =>
  binder === null && (role === 'declaration' || role === 'definition' || role === 'parameter' || (sort === 'size' && role === 'read'));

class OccurrenceBuilder {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  add(draft: Draft, use: NameUse, { block, statement }: Place): void {
    const span = movedBy(use.span, statement.shift);
    const place = placeOf(span, block, this.text);
    const whole = use.adjoint ? placeOf(movedBy(use.adjoint.span, statement.shift), block, this.text) : place;
    if (use.isCalled) draft.isCalled = true;
    draft.occurrences.push({
      ...place,
      around: whole,
      role: use.role,
      isAdjoint: use.adjoint !== null,
      isWritten: this.isWritten(place, use.name, block, span.start),
      isCode: block.binding === true && (use.role === 'declaration' || block.typeInCode === true),
      block,
      statement,
    });
  }

  /** What is said of `dW`, which has a declaration of its own, is said of W. */
  moveAdjoint(name: Draft, quantity: Draft): void {
    for (const each of name.occurrences) {
      const inner = adjointPlace(this.text.slice(each.start, each.end), quantity.name);
      const place = { start: each.start + inner.start, end: each.start + inner.end };
      const isWritten = canonicalName(this.text.slice(place.start, place.end)) === quantity.name;
      quantity.occurrences.push({ ...each, ...place, role: 'read', isAdjoint: true, isWritten });
    }
    name.occurrences = [];
  }

  private isWritten({ start, end }: Span, name: string, block: Block, at: number): boolean {
    const slice = this.text.slice(start, end);
    return canonicalName(slice) === name || (slice !== '' && block.text.startsWith(slice, at));
  }
}

function placeOf({ start, end }: Span, block: Block, text: string): { start: number; end: number } {
  const [first, last] = [documentOffset(block, start), documentOffset(block, Math.max(start, end - 1))];
  if (first < last || end - start < 2) return { start: first, end: last + 1 };
  // the block spells it otherwise, all at one place: it goes on until what comes next
  let next = end;
  while (next < block.text.length && documentOffset(block, next) === first) next++;
  const slice = text.slice(first, documentOffset(block, next)).trimEnd();
  return { start: first, end: first + Math.max(1, slice.length) };
}

const movedBy = ({ start, end }: Span, shift: number): Span => ({ start: start + shift, end: end + shift });

function finish(draft: Draft): Entity {
  const { name, scope, symbol } = draft;
  const occurrences = draft.occurrences.sort((a, b) => a.start - b.start || a.end - b.end);
  const isFunction = draft.kind === 'variable' && (symbol ? symbol.domain !== null || (symbol.parameters?.length ?? 0) > 0 : draft.isCalled);
  const saying = occurrences.filter(({ role, isAdjoint }) => (role === 'declaration' || role === 'definition') && !isAdjoint);
  const bound = saying.length > 0 ? saying : occurrences.filter(({ role }) => role === 'parameter');
  const entity: { -readonly [K in keyof Entity]: Entity[K] } = {
    kind: isFunction ? 'function' : draft.kind,
    name,
    scope,
    symbol,
    occurrences: [],
    definitions: [],
  };
  entity.occurrences = occurrences.map(each => ({ ...each, entity }));
  entity.definitions = (bound.length > 0 ? bound : [occurrences[0]!]).map(each => entity.occurrences[occurrences.indexOf(each)]!);
  return entity;
}
