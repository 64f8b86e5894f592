/** Which language a file is in, as an editor would say: by its name. */

/** No language of a text: the cells of such a file have languages of their own. */
export const NOTEBOOK = 'jupyter-notebook';

const byExtension: Readonly<Record<string, string>> = {
  ...rows('mc', 'mc'),
  ...rows('python', 'py pyi pyw'),
  ...rows('cython', 'pyx pxd'),
  ...rows('sagemath', 'sage'),
  ...rows('julia', 'jl'),
  ...rows('matlab', 'm'),
  ...rows('octave', 'oct'),
  ...rows('r', 'r'),
  ...rows('c', 'c'),
  ...rows('cpp', 'cpp cc cxx h hh hpp hxx ipp inl tpp'),
  ...rows('cuda-cpp', 'cu cuh'),
  ...rows('opencl', 'cl'),
  ...rows('glsl', 'glsl vert frag comp'),
  ...rows('hlsl', 'hlsl'),
  ...rows('wgsl', 'wgsl'),
  ...rows('arduino', 'ino'),
  ...rows('stan', 'stan'),
  ...rows('rust', 'rs'),
  ...rows('go', 'go'),
  ...rows('java', 'java'),
  ...rows('groovy', 'groovy'),
  ...rows('typescript', 'ts mts cts'),
  ...rows('typescriptreact', 'tsx'),
  ...rows('javascript', 'js mjs cjs'),
  ...rows('javascriptreact', 'jsx'),
  ...rows('csharp', 'cs'),
  ...rows('scala', 'scala sc'),
  ...rows('kotlin', 'kt kts'),
  ...rows('swift', 'swift'),
  ...rows('dart', 'dart'),
  ...rows('php', 'php'),
  ...rows('zig', 'zig'),
  ...rows('fortran', 'f f77 for f90 f95 f03 f08'),
  ...rows('haskell', 'hs'),
  ...rows('purescript', 'purs'),
  ...rows('elm', 'elm'),
  ...rows('lua', 'lua'),
  ...rows('ruby', 'rb'),
  ...rows('crystal', 'cr'),
  ...rows('shellscript', 'sh bash'),
  ...rows('perl', 'pl pm'),
  ...rows('nim', 'nim'),
  ...rows('elixir', 'ex exs'),
  ...rows('ocaml', 'ml mli'),
  ...rows('fsharp', 'fs fsx fsi'),
  ...rows('wolfram', 'wl wls nb'),
  ...rows('latex', 'tex ltx sty cls'),
  ...rows('restructuredtext', 'rst rest'),
  ...rows('typst', 'typ'),
  ...rows(NOTEBOOK, 'ipynb'),
  ...rows('markdown', 'md markdown mdx qmd rmd'),
};

/** The language id for a file name; null where it is none that holds mathematics. */
export function languageOf(fileName: string): string | null {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return extension === undefined ? null : (byExtension[extension] ?? null);
}

/** The extensions of files in the languages that `isWanted` takes, without the dot, sorted. */
export function extensionsOf(isWanted: (languageId: string) => boolean): readonly string[] {
  return Object.keys(byExtension)
    .filter(extension => isWanted(byExtension[extension]!))
    .sort();
}

function rows(language: string, extensions: string): Record<string, string> {
  return Object.fromEntries(extensions.split(' ').map(extension => [extension, language]));
}
