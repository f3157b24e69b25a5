/** What tells the text of a piece of HTML, as it is seen: without tags, comments, scripts and styles. */
export async function htmlFragmentText(): Promise<(html: string) => string> {
  const [{ fromHtml }, { toText }] = await Promise.all([import("hast-util-from-html"), import("hast-util-to-text")]);
  return (html) => {
    const text = toText(fromHtml(html, { fragment: true }));
    return text.trim() === "" ? "" : text;
  };
}
