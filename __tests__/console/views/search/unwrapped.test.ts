import { unwrapped } from "../../../../console/views/search/unwrapped";

const long = "This line has been broken because it was longer than a page is wide,";

test.each([
  ["a paragraph", `${long}\nand goes on here.\n\nAnother`, `${long} and goes on here.\n\nAnother`],
  ["what a list item says", `- ${long}\nand more\n- next`, `- ${long} and more\n- next`],
  ["an item that goes on below its text", `- ${long}\n  and more\n- next`, `- ${long} and more\n- next`],
  ["an item's second paragraph", `1. Item\n\n   ${long}\n   and more`, `1. Item\n\n   ${long} and more`],
  ["no item of an item", `- ${long}\n  - one`, `- ${long}\n  - one`],
  ["nothing further indented", `- ${long}\n      x = 1`, `- ${long}\n      x = 1`],
  ["no indent without a list", `${long}\n  x = 1`, `${long}\n  x = 1`],
  ["no list", `${long}\n- one\n2. two`, `${long}\n- one\n2. two`],
  ["no short lines", "Roses\nare red", "Roses\nare red"],
  ["no code", `\`\`\`\n${long}\nx\n\`\`\`\nend`, `\`\`\`\n${long}\nx\n\`\`\`\nend`],
  ["no table", `| ${long} |\n|---|`, `| ${long} |\n|---|`],
  ["no heading", `# ${long}\ntext`, `# ${long}\ntext`],
])("joins of %s the lines", (_what, text, expected) => {
  expect(unwrapped(text)).toBe(expected);
});
