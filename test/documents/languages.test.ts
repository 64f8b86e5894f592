import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOST_LANGUAGE_IDS } from '../../src/documents/languages.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { shown } from './show.ts';

/** Per language: a document, and what is read in it. A comment sign in a literal opens nothing; every comment form is read. */
const FIXTURES: readonly { readonly id: string; readonly text: string; readonly blocks: readonly string[] }[] = [
  {
    id: 'python',
    text: `"""A ∈ ℝ^{m×n}"""
s = "# B ∈ ℝ^n"; t = '# B ∈ ℝ^n'; u = r"\\\\"  # C ∈ ℝ^n
v = """
# B ∈ ℝ^n
"""
w = f("""B ∈ ℝ^n""",
      '''
      B ∈ ℝ^n''')
def f(x):
    r'''D ∈ ℝ^n'''
    return x  # E ∈ ℝ^n
`,
    blocks: ['comment 0: A ∈ ℝ^{m×n}', 'comment 0: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n', 'comment 1: E ∈ ℝ^n'],
  },
  {
    id: 'julia',
    text: `#= A ∈ ℝ^n #= nested =# B ∈ ℝ^n =#
s = "# C ∈ ℝ^n $(f("# C ∈ ℝ^n")) # C"; c = '#'; d = A'; e = A' # D ∈ ℝ^n
q = '"' # E ∈ ℝ^n
"""
F ∈ ℝ^n
"""
function g(x)
    y = x[end] # G ∈ ℝ^n
    z = [i for i in x if i > 0]
    # H ∈ ℝ^n
end
# I ∈ ℝ^n
`,
    blocks: [
      'comment 0: A ∈ ℝ^n',
      'comment 0: B ∈ ℝ^n',
      'comment 0: D ∈ ℝ^n',
      'comment 0: E ∈ ℝ^n',
      'comment 1: F ∈ ℝ^n',
      'comment 1: G ∈ ℝ^n',
      'comment 1: H ∈ ℝ^n',
      'comment 0: I ∈ ℝ^n',
    ],
  },
  {
    id: 'matlab',
    text: `% A ∈ ℝ^n
x = A'; y = 'it''s % B ∈ ℝ^n'; z = [A' 'B % B ∈ ℝ^n']; % C ∈ ℝ^n
w = "say % B ∈ ℝ^n"; v = x.'; u = 1 ... don't % B
  + 2;
%{
D ∈ ℝ^n
%}
function f(x)
  % E ∈ ℝ^n
  if x(end) > 0, y = 1; end
  % F ∈ ℝ^n
end
function g(x)
  % G ∈ ℝ^n
end
`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n', 'comment 1: E ∈ ℝ^n', 'comment 1: F ∈ ℝ^n', 'comment 2: G ∈ ℝ^n'],
  },
  {
    id: 'octave',
    text: `# A ∈ ℝ^n
x = "a \\" # B ∈ ℝ^n"; y = x'; # C ∈ ℝ^n
#{
D ∈ ℝ^n
#}
function f (x)
  # E ∈ ℝ^n
endfunction
`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n', 'comment 1: E ∈ ℝ^n'],
  },
  {
    id: 'r',
    text: `library(Matrix)
# A ∈ ℝ^n
s <- "# B ∈ ℝ^n"; t <- '# B'; u <- r"(a " # B ∈ ℝ^n)" # C ∈ ℝ^n
#' @param X An n by p matrix.
f <- function(X) {
  # D ∈ ℝ^n
  if (TRUE) { 1 } # E ∈ ℝ^n
}
# F ∈ ℝ^n
`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 1: X:   n by p', 'comment 1: D ∈ ℝ^n', 'comment 1: E ∈ ℝ^n', 'comment 0: F ∈ ℝ^n'],
  },
  {
    id: 'cpp',
    text: `// A ∈ ℝ^n
const char* s = "// B ∈ ℝ^n \\" /* B */"; char c = '"'; int big = 1'000'000; // C ∈ ℝ^n
auto r = R"x(// B ∈ ℝ^n )" )x"; /* D ∈ ℝ^n */
/**
 * E ∈ ℝ^n
 *     F ∈ ℝ^n
 **/
void f(const M& A) noexcept {
  for (int i = 0; i < 3; i++) { /* G ∈ ℝ^n */ }
}
/// H ∈ ℝ^n
double prototype(const M& A);
class K {
  // I ∈ ℝ^n

  K(int a) : x{a}, y(a) {
    // J ∈ ℝ^n
  }
};
`,
    blocks: [
      'comment 0: A ∈ ℝ^n',
      'comment 0: C ∈ ℝ^n',
      'comment 0: D ∈ ℝ^n',
      'comment 1: E ∈ ℝ^n',
      'comment 1: F ∈ ℝ^n',
      'comment 1: G ∈ ℝ^n',
      'comment 2: H ∈ ℝ^n',
      'comment 3: I ∈ ℝ^n',
      'comment 4: J ∈ ℝ^n',
    ],
  },
  {
    id: 'c',
    text: `#include <math.h>
/* A ∈ ℝ^n */
static int f(int x) {
  if (x) { x = '/'; } // B ∈ ℝ^n
  return x;
}
`,
    blocks: ['comment 1: A ∈ ℝ^n', 'comment 1: B ∈ ℝ^n'],
  },
  {
    id: 'rust',
    text: `//! A ∈ ℝ^n
/* B ∈ ℝ^n /* nested */ C ∈ ℝ^n */
/// D ∈ ℝ^n
#[inline]
fn f<'a>(x: &'a str) -> char {
    let s = r#"// E " ∈ ℝ^n"#; let q = '"'; let n = '\\''; // F ∈ ℝ^n
    q
}
`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: B ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n', 'comment 1: F ∈ ℝ^n'],
  },
  {
    id: 'go',
    text: `package p
// A ∈ ℝ^n
var s = \`// B ∈ ℝ^n
" \`

// C ∈ ℝ^n
func f(x []float64) float64 {
	if y := g(x); y > 0 { // D ∈ ℝ^n
		return '"'
	}
	return 0
}
`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 1: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n'],
  },
  {
    id: 'java',
    text: `/** A ∈ ℝ^n */
class K {
  String s = "// B ∈ ℝ^n"; String t = """
    // B ∈ ℝ^n
    """;
  /** C ∈ ℝ^n */
  @Override
  double f(double[] x) throws E { return '"'; /* D ∈ ℝ^n */ }
}
`,
    blocks: ['comment 1: A ∈ ℝ^n', 'comment 2: C ∈ ℝ^n', 'comment 2: D ∈ ℝ^n'],
  },
  ...['typescript', 'javascript', 'typescriptreact', 'javascriptreact'].map(id => ({
    id,
    text: `// A ∈ ℝ^n
const s = \`// B ∈ ℝ^n \${f(\`/* B */ \${ { a: 1 }.a } \`)} // B\`; // C ∈ ℝ^n
const r = /[/*"']\\//.test(x), q = a / b / c; // D ∈ ℝ^n
const t = '// B ∈ ℝ^n' + "/* B";
return /"/.exec(x) // E ∈ ℝ^n
// F ∈ ℝ^n
const f = (x) => {
  // G ∈ ℝ^n
  if (x) { y({ a: 1 }) } // H ∈ ℝ^n
}
function g() { /* I ∈ ℝ^n */ }
`,
    blocks: [
      'comment 0: A ∈ ℝ^n',
      'comment 0: C ∈ ℝ^n',
      'comment 0: D ∈ ℝ^n',
      'comment 0: E ∈ ℝ^n',
      'comment 1: F ∈ ℝ^n',
      'comment 1: G ∈ ℝ^n',
      'comment 1: H ∈ ℝ^n',
      'comment 2: I ∈ ℝ^n',
    ],
  })),
  {
    id: 'csharp',
    text: `var s = @"a ""// B ∈ ℝ^n\\"; var t = $"// B {f("x // B")} "; // A ∈ ℝ^n
/// C ∈ ℝ^n
static double F(double x) { return '"'; } // D ∈ ℝ^n
`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 1: C ∈ ℝ^n', 'comment 0: D ∈ ℝ^n'],
  },
  {
    id: 'swift',
    text: 'let s = "\\(f("// B ∈ ℝ^n")) // B"; let t = #"a " // B"# // A ∈ ℝ^n\n/* C ∈ ℝ^n /* x */ D ∈ ℝ^n */\n',
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 0: D ∈ ℝ^n'],
  },
  {
    id: 'kotlin',
    text: `val s = "\${f("// B ∈ ℝ^n")} // B"; val t = """ " // B """ // A ∈ ℝ^n\n/* C ∈ ℝ^n */ fun f() { /* D ∈ ℝ^n */ }\n`,
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 1: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n'],
  },
  {
    id: 'scala',
    text: 'val s = """ " // B ∈ ℝ^n """ // A ∈ ℝ^n\n// C ∈ ℝ^n\ndef f(x: Int) = {\n  // D ∈ ℝ^n\n}\n',
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 1: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n'],
  },
  {
    id: 'fortran-modern',
    text: "! A ∈ ℝ^n\ns = 'it''s ! B ∈ ℝ^n' ! C ∈ ℝ^n\n  subroutine f(x)\n    ! D ∈ ℝ^n\n    x = 1\n  end subroutine\n",
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n'],
  },
  {
    id: 'haskell',
    text: '-- | A ∈ ℝ^n\nf x\' = "-- B ∈ ℝ^n" -- C ∈ ℝ^n\n{- D ∈ ℝ^n {- x -} E ∈ ℝ^n -}\n',
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 0: D ∈ ℝ^n', 'comment 0: E ∈ ℝ^n'],
  },
  {
    id: 'lua',
    text: '--[==[ A ∈ ℝ^n ]] C ∈ ℝ^n ]==]\nlocal s = [[ -- B ∈ ℝ^n ]]\n-- D ∈ ℝ^n\nfunction f(x)\n  if x then y() end -- E ∈ ℝ^n\nend\n',
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 1: D ∈ ℝ^n', 'comment 1: E ∈ ℝ^n'],
  },
  {
    id: 'ruby',
    text: '=begin\nA ∈ ℝ^n\n=end\ns = "#{f("# B ∈ ℝ^n")} # B" # C ∈ ℝ^n\ndef f(x)\n  # D ∈ ℝ^n\nend\n',
    blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n', 'comment 1: D ∈ ℝ^n'],
  },
  { id: 'shellscript', text: `# A ∈ ℝ^n\necho \${x#B ∈ ℝ^n} $# "# B ∈ ℝ^n" # C ∈ ℝ^n\n`, blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n'] },
  { id: 'ocaml', text: 'let x = "(* B ∈ ℝ^n" (* A ∈ ℝ^n (* x *) C ∈ ℝ^n *)\n', blocks: ['comment 0: A ∈ ℝ^n', 'comment 0: C ∈ ℝ^n'] },
];

for (const { id, text, blocks } of FIXTURES) {
  test(`comments and literals of ${id}`, () => assert.deepEqual(shown(text, id), blocks));
}

test('an id that no row has, and yaml, hold nothing', () => {
  for (const id of ['plaintext', 'yaml', 'json', '__proto__', 'constructor', '']) {
    assert.deepEqual(scanDocument('# A ∈ ℝ^n\n// A ∈ ℝ^n', id), { blocks: [], scopes: [{ id: 0, parent: null }] });
  }
});

test('every language reads a line comment or a block comment', () => {
  const opens: Readonly<Record<string, string>> = {
    '#': 'python julia r ruby shellscript nim elixir perl tcl crystal starlark sage sagemath cython octave php',
    '%': 'matlab',
  };
  for (const id of HOST_LANGUAGE_IDS) {
    const signs = ['# ', '// ', '% ', '! ', '-- ', '(* '];
    const read = signs.filter(sign => shown(`${sign}A ∈ ℝ^n\n`, id).length === 1);
    assert.notEqual(read.length, 0, id);
    for (const [sign, ids] of Object.entries(opens)) if (ids.split(' ').includes(id)) assert.ok(read.includes(`${sign} `), `${id} ${sign}`);
  }
});

test('what the notation of a language implies', () => {
  const of = (id: string, sign: string) => {
    const block = scanDocument(`${sign} A ∈ ℝ^n\n`, id).blocks[0]!;
    return [block.starAmbiguous, block.base];
  };
  for (const id of ['python']) assert.deepEqual(of(id, '#'), [true, 0]);
  for (const id of ['c', 'cpp', 'rust', 'go', 'java', 'typescript', 'javascript', 'typescriptreact', 'javascriptreact'])
    assert.deepEqual(of(id, '//'), [true, 0]);
  assert.deepEqual(of('r', '#'), [true, 1]);
  assert.deepEqual(of('julia', '#'), [false, 1]);
  assert.deepEqual(of('matlab', '%'), [false, 1]);
  assert.deepEqual(of('octave', '%'), [false, 1]);
  assert.deepEqual(of('fortran-modern', '!'), [true, 1]);
});
