export interface WorkspaceFile {
  readonly uri: string;
  readonly languageId: string;
  /** Another one whenever the file was written. */
  readonly stamp: string;
}

/** The files of a host that has some. */
export interface WorkspaceFiles {
  /** Below folders, in languages that hold mathematics; what lies elsewhere than on the host has none. */
  list(folders: readonly string[]): Promise<readonly WorkspaceFile[]>;
  /** null for what is no text. */
  read(uri: string): Promise<string | null>;
}
