import * as vscode from 'vscode';

const example = `# Least squares: the gradient of the squared error. Point at any name, and at the last lines.
Φ ∈ ℝ^{N×D}
y ∈ ℝ^N
θ ∈ ℝ^D

e = y - Φ θ
L = ‖e‖²
dL/dθ
d²L/dθ²

# Derivatives of your own are checked. This one is wrong:
dL/dθ = 2 eᵀ Φ
`;

/** A new document to play with. */
export async function openExample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'mc', content: example });
  await vscode.window.showTextDocument(document);
}
