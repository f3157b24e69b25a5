import type { Options } from "mdast-util-from-markdown";

type Extension = NonNullable<Options["extensions"]>[number];

/** What a definition, or that of a footnote, begins with: https://spec.commonmark.org/0.31.2/#link-label */
const definition = /^[ \t>]*\[((?:[^[\]\\]|\\.){1,999})\]:/gm;

/** The labels that lines of a text define, in the form that they are compared in. */
export function labelsIn(text: string): readonly string[] {
  const labels = Array.from(text.matchAll(definition), ([, label = ""]) => normalized(label));
  return [...new Set(labels)];
}

/** https://spec.commonmark.org/0.31.2/#matches */
function normalized(label: string): string {
  return label.replace(/\s+/g, " ").trim().toLowerCase().toUpperCase();
}

/** Syntax by which labels are defined that a text does not define itself. */
export function definedLabels(labels: readonly string[]): Extension {
  const footnotes = labels.filter((label) => label.startsWith("^")).map((label) => label.slice(1));
  let areKnown = labels.length === 0;
  return {
    text: {
      // Nothing is read: at the first bracket the parser has the definitions of the text, and has looked up none.
      ["[".charCodeAt(0)]: {
        name: "definedLabels",
        tokenize(_effects, _ok, nok) {
          if (areKnown) return nok;
          areKnown = true;
          this.parser.defined.push(...labels);
          this.parser.gfmFootnotes = [...(this.parser.gfmFootnotes ?? []), ...footnotes];
          return nok;
        },
      },
    },
  };
}
