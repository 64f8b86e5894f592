/** How a function of each entry is spelled in the languages of the generated code. */

export const CODE_LANGUAGES = ['numpy', 'torch', 'jax', 'julia', 'matlab', 'cpp', 'r', 'typescript'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/**
 * The name of a function, or an expression with `$` for the argument; a name that begins or ends with `_` is a helper that
 * the generated module brings. Of Julia, C++ and TypeScript the function of a number.
 */
export type CodeSpelling = string;
export type CodeSpellings = Readonly<Record<CodeLanguage, CodeSpelling>>;

/** A function that every library has under one name. */
export const everywhere = (name: string): CodeSpellings => ({
  numpy: `np.${name}`,
  torch: `torch.${name}`,
  jax: `jnp.${name}`,
  julia: name,
  matlab: name,
  cpp: `std::${name}`,
  r: name,
  typescript: `Math.${name}`,
});

/** The same, where NumPy and JAX call it otherwise. */
export const everywhereBut = (name: string, numpyName: string): CodeSpellings => ({ ...everywhere(name), numpy: `np.${numpyName}`, jax: `jnp.${numpyName}` });

/** A function that few libraries have: a helper, but where `has` names what there is. */
export const helperBut = (name: string, has: Partial<CodeSpellings>): CodeSpellings => ({
  numpy: `_${name}`,
  torch: `_${name}`,
  jax: `_${name}`,
  julia: `${name}_`,
  matlab: `${name}_`,
  cpp: `${name}_`,
  r: `${name}_`,
  typescript: `${name}_`,
  ...has,
});
