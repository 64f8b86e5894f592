import { isCommentReading } from '../documents/commentReading.ts';
import { NOTEBOOK } from '../documents/fileNames.ts';
import { isCodeChoice } from './codeLanguage.ts';
import type { Extent, ServerSettings } from './requests.ts';

export const defaultSettings: ServerSettings = {
  layout: 'numerator',
  languages: ['*'],
  comments: 'all',
  maxFileSize: 1_000_000,
  code: { language: 'auto' },
  inlayHints: 'mc',
  codeLens: 'mc',
};

/** Settings as a client sent them; what is missing or of another type keeps its default. */
export function readSettings(sent: unknown): ServerSettings {
  if (typeof sent !== 'object' || sent === null) return defaultSettings;
  const { layout, languages, comments, maxFileSize, code, inlayHints, codeLens } = sent as Record<string, unknown>;
  const { language } = typeof code === 'object' && code !== null ? (code as Record<string, unknown>) : {};
  return {
    layout: layout === 'denominator' || layout === 'numerator' ? layout : defaultSettings.layout,
    languages: Array.isArray(languages) && languages.every(language => typeof language === 'string') ? languages : defaultSettings.languages,
    comments: isCommentReading(comments) ? comments : defaultSettings.comments,
    maxFileSize: typeof maxFileSize === 'number' && maxFileSize >= 0 ? maxFileSize : defaultSettings.maxFileSize,
    code: isCodeChoice(language) ? { language } : defaultSettings.code,
    inlayHints: isExtent(inlayHints) ? inlayHints : defaultSettings.inlayHints,
    codeLens: isExtent(codeLens) ? codeLens : defaultSettings.codeLens,
  };
}

/** A notebook is read unless it is left out by name: each of its cells has a language that is asked for. */
export function isLanguageRead(languageId: string, languages: readonly string[]): boolean {
  if (languages.includes(`!${languageId}`)) return false;
  return languageId === NOTEBOOK || languages.includes('*') || languages.includes(languageId);
}

/** Whether what the setting is about is shown in a document of the language. */
export function reaches(extent: Extent, languageId: string): boolean {
  return extent === 'everywhere' || (extent === 'mc' && languageId === 'mc');
}

const isExtent = (value: unknown): value is Extent => value === 'mc' || value === 'everywhere' || value === 'off';
