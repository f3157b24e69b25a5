/** A part of a page that {@link tables} has the content of, between two comments that GitHub does not show. */
const block = /<!-- generated: ([\w-]+) -->\n[\s\S]*?<!-- end -->/g;

/** The names of a page's generated blocks, in their order. */
export function blockNames(page: string): string[] {
  return [...page.matchAll(block)].map(([, name = ""]) => name);
}

/** A page with the contents of these blocks; others stay as they are. */
export function replaceBlocks(page: string, contents: Readonly<Record<string, string>>): string {
  return page.replace(block, (whole, name: string) => {
    const content = contents[name];
    return content === undefined ? whole : `<!-- generated: ${name} -->\n\n${content}\n\n<!-- end -->`;
  });
}
