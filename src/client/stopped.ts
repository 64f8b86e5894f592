/** LSP's RequestCancelled. */
const requestCancelled = -32800;

/** null where somebody stopped what was asked for: that is no failure, and nothing is to be said of it. */
export async function unlessStopped<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { readonly code?: unknown } | null)?.code === requestCancelled) return null;
    throw error;
  }
}
