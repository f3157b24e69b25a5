import { htmlParser } from "./parse-html";

/** What tells the text of a piece of HTML, as it is seen: without tags, comments, scripts and styles. */
export async function htmlFragmentText(): Promise<(html: string) => string> {
  const [parse, { toText }] = await Promise.all([htmlParser(), import("hast-util-to-text")]);
  return (html) => {
    const text = toText(parse(html, { fragment: true }));
    return text.trim() === "" ? "" : text;
  };
}
