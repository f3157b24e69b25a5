import { isAscii } from "./fold";

/** Made when it is first needed, for that takes as long as a function to load. */
let segmenter: Intl.Segmenter | undefined;

/** Scripts that put no space between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/v;
const unspacedRuns = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gv;
/** From a letter or a digit on: the marks and joiners of an emoji are no word. */
const spacedWords =
  /[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]][[\p{L}\p{N}\p{M}\u200c\u200d]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]*/gv;

/** Whether a character, or any of a word, is of a script that puts no space between words. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/** How many characters of a text are of scripts that put no space between words. */
export function unspacedLength(text: string): number {
  if (isAscii(text)) return 0;
  return (text.match(unspacedRuns) ?? []).reduce((sum, { length }) => sum + length, 0);
}

/** The words of a folded text that signs or spaces set apart, with their case, each as often as it is there. */
export function spacedWordsIn(folded: string): readonly string[] {
  return folded.match(isAscii(folded) ? /[A-Za-z0-9]+/g : spacedWords) ?? [];
}

/** Where those words are in a folded text. */
export function spacedWordPlaces(folded: string): readonly { readonly word: string; readonly start: number }[] {
  return Array.from(folded.matchAll(spacedWords), ({ 0: word, index }) => ({ word, start: index }));
}

/** The words of a folded text in scripts that put no space between them, which takes some microseconds a word. */
export function unspacedWordsIn(folded: string): readonly string[] {
  if (!isUnspaced(folded)) return [];
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  const words = Array.from(segmenter.segment(folded)).filter(({ isWordLike }) => isWordLike);
  return words.map(({ segment }) => segment).filter(isUnspaced);
}

/** The terms that a word is found by: itself and, where it is several in one, as `maxRetries`, each of them. */
export function termsOf(word: string): readonly string[] {
  const parts = word.match(joinedWords) ?? [];
  const terms = parts.length > 1 ? [word, ...parts] : [word];
  return terms.map((term) => withoutPlural(term.toLowerCase()));
}

/** Words that capitals alone tell apart, as in `parseJSONBody` and `S3Client`. */
const joinedWords = /\p{Lu}+(?!\p{Ll})\p{N}*|\p{Lu}?[[\p{L}\p{M}\u200c\u200d]--\p{Lu}]+\p{N}*|\p{N}+/gv;

/**
 * A word without the ending of a plural in English, by the S stemmer: Donna Harman, "How effective is suffixing?",
 * Journal of the American Society for Information Science 42 (1991).
 */
function withoutPlural(word: string): string {
  if (!word.endsWith("s")) return word;
  if (word.endsWith("ies")) return /[ae]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
  if (word.endsWith("es")) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  return /[us]s$|^s$/.test(word) ? word : word.slice(0, -1);
}
