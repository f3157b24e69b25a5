/** A file within a text, longer than what is there to be read. */
const payload = /(data:[\w.+-]+\/[\w.+-]+(?:;[\w.+=-]+)*,)[^\s"'<>)]{64,}/g;

/** A text without the files that it embeds. */
export function withoutPayloads(text: string): string {
  return text.includes("data:") ? text.replace(payload, "$1…") : text;
}
