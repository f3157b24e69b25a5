import { unwrapped } from "../../../../console/views/search/unwrapped";

const long = "This line has been broken because it was longer than a page is wide,";

test.each([
  ["a paragraph", `${long}\nand goes on here.\n\nAnother`, `${long} and goes on here.\n\nAnother`],
  ["what a list item says", `- ${long}\nand more\n- next`, `- ${long} and more\n- next`],
  ["no list", `${long}\n- one\n2. two`, `${long}\n- one\n2. two`],
  ["no short lines", "Roses\nare red", "Roses\nare red"],
  ["no code", `\`\`\`\n${long}\nx\n\`\`\`\nend`, `\`\`\`\n${long}\nx\n\`\`\`\nend`],
  ["no table", `| ${long} |\n|---|`, `| ${long} |\n|---|`],
  ["no heading", `# ${long}\ntext`, `# ${long}\ntext`],
])("joins of %s the lines", (_what, text, expected) => {
  expect(unwrapped(text)).toBe(expected);
});
