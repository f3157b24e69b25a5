import { markdown, mdx } from "../../../../documents/formats/markdown/markdown";
import { countTitanTokens } from "../../../helpers/documents/count-titan-tokens";
import { passagesOf, readDocument } from "../../../helpers/documents/read-document";

const paragraph = (length: number, word = "word") => `${word} `.repeat(length / (word.length + 1)).trimEnd();
const twoParagraphs = `${paragraph(1_500)}\n\n${paragraph(1_500)}`;

/** The headings of the blocks, as an outline. */
async function outline(content: string, format = markdown) {
  const { blocks } = await readDocument(format, content);
  return blocks
    .filter(({ kind }) => kind === "heading")
    .map(({ level = 0, title = "" }) => `${"#".repeat(level)} ${title}`);
}

/** The texts of the blocks. */
async function texts(content: string, format = markdown) {
  return (await readDocument(format, content)).blocks.map(({ text }) => text);
}

describe("front matter", () => {
  test.each([
    ["of YAML with a comment", "---\nid: intro\n# shown in the sidebar\ntitle: Introduction\n---"],
    ["of YAML with a blank line", "---\nid: intro\n\nsidebar_position: 3\ntitle: Introduction\n---"],
    ["of TOML", '+++\nid = "intro"\n\n# shown in the sidebar\ntitle = "Introduction"\n[extra]\na = 1\n+++'],
    [
      "of YAML with a text of several lines",
      "---\nid: intro\ntitle: >\n  Introduction\nabout: |\n  # Not\n\n  --- a heading\n---",
    ],
    ["of YAML to a line of dots", "---\nid: intro\ntitle: Introduction\n..."],
    ["with CRLF", "---\r\nid: intro\r\ntitle: Introduction\r\n---\r"],
  ])("%s is metadata, and neither heading nor text", async (_, frontMatter) => {
    const document = await readDocument(markdown, `${frontMatter}\n\n${twoParagraphs}`);
    expect(document.title?.trim()).toBe("Introduction");
    expect(document.metadata).toMatchObject({ id: "intro" });
    const passages = await passagesOf(markdown, `${frontMatter}\n\n${twoParagraphs}`);
    expect(passages.map(({ text }) => text)).toEqual([paragraph(1_500), paragraph(1_500)]);
    expect(passages.map(({ headings }) => headings)).toEqual([[], []]);
  });

  test("that is not valid is no text, and no other metadata", async () => {
    const document = await readDocument(markdown, "+++\nthis is no TOML\n+++\n\n# Head\n\nText");
    expect(document).toMatchObject({ title: "Head", metadata: {} });
    expect(document.blocks.map(({ text }) => text)).toEqual(["# Head", "Text"]);
    expect(await texts("---\ntitle: [\n---\n\nText")).toEqual(["Text"]);
    expect(await texts("---\n\nA text between lines\n\n---\n\nText")).toEqual(["A text between lines", "Text"]);
  });

  test.each([
    ["title: A guide: part 1", "A guide: part 1"],
    ["title: 'it's'", "'it's'"],
    ["title: *args", "*args"],
    ["title: [draft] A guide", "[draft] A guide"],
  ])(
    "takes a value as it is written where it is not valid, as in %s, and the others as they are",
    async (line, title) => {
      const document = await readDocument(markdown, `---\ntags: [a, "b"]\r\n${line}\r\nnumber: 7\n---\n\n# Head\n`);
      expect(document.title).toBe(title);
      expect(document.metadata).toEqual({ tags: ["a", "b"], title, number: 7 });
    },
  );

  test("goes on to a line of three dashes alone", async () => {
    const { metadata, blocks } = await readDocument(markdown, "---\na: |-\n  b\n---c: d\n---\n\nText");
    expect(blocks.map(({ text }) => text)).toEqual(["Text"]);
    expect(metadata).toMatchObject({ "---c": "d" });
  });

  test.each([
    ['title: ""', "Head"],
    ["title: >\n  A title\n  of two lines", "A title of two lines"],
  ])("has no title where %j says none, and one line of it", async (line, title) => {
    expect((await readDocument(markdown, `---\n${line}\n---\n\n# Head\n`)).title).toBe(title);
  });

  test("that is a list or a number is no metadata", async () => {
    expect(await readDocument(markdown, "---\n- a\n---\n\nText")).toMatchObject({ metadata: {} });
  });
});

describe("headings", () => {
  test.each([
    [
      "a comment with one",
      "# 日志架构\n\n<!--\n## Logging at the node level\n-->\n\n## 节点级日志记录",
      ["# 日志架构", "## 节点级日志记录"],
    ],
    ["a comment with blank lines", "# A\n\n<!--\n\n## B\n\n## C\n\n-->\n## D", ["# A", "## D"]],
    ["a list before a line of dashes", "# Guide\n\n- step one\n---\n\ntext", ["# Guide"]],
    ["a setext heading of two lines", "Old\nstyle\n=====\n\ntext", ["# Old style"]],
    ["a table before a line of dashes", "| a |\n| - |\n| b |\n---\n", []],
    ["an indented line", "    # code\n\n# A", ["# A"]],
    ["seven marks, or none after them", "####### a\n\n#b\n\n# c #d #", ["# c #d"]],
    ["code", "```\n# a\n\n# b\n```\n\n~~~~md\n```\n# c\n~~~~\n# d", ["# d"]],
    ["HTML", "<div>\n# a\n</div>\n\n# b\n\n<pre>\n\n# c\n\n</pre>\n", ["# b"]],
    ["a link's definition", "[a]: /b\n---\n\n# c", ["# c"]],
    ["an escape", "\\# a\n\n# \\# b", ["# # b"]],
    [
      "anchors",
      "# Install {#install}\n\n## Use {.c #use}\n\n### By hand {: #hand } ##\n\n## Set {up}",
      ["# Install", "## Use", "### By hand", "## Set {up}"],
    ],
    [
      "anchors that are links or tags",
      '# <a name="a"></a>Install\n\n## Use [#](#use)\n\n## Run [¶](#run)',
      ["# Install", "## Use", "## Run"],
    ],
    [
      "marks",
      "# The `foo` _option_ of **[bar](/x)** ![logo](/l.png) &amp; <kbd>C</kbd>",
      ["# The foo option of bar logo & C"],
    ],
    [
      "colons before words",
      "# Note:this is it\n\n## Use std:vector[0] at 10:30",
      ["# Note:this is it", "## Use std:vector[0] at 10:30"],
    ],
    [
      "code that looks like an anchor",
      "## Format with `{:.2f}`\n\n## See `[#](#x)`\n\n## Set `a` {#set}",
      ["## Format with {:.2f}", "## See [#](#x)", "## Set a"],
    ],
    [
      "ends of lines in them",
      "# One<br/>two\n\n## <div>One</div>two\n\nOne  \ntwo\\\nthree\n===\n\n## H<sub>2</sub>O",
      ["# One two", "## One two", "# One two three", "## H2O"],
    ],
    ["lists and quotations", "# a\n\n> ## b\n>\n> text\n\n- ## c\n\ntext", ["# a"]],
    ["CR and CRLF", "# a\r\rtext\r\r## b\r\n\r\ntext", ["# a", "## b"]],
  ])("are what CommonMark says, beside %s", async (_, content, expected) => {
    expect(await outline(content)).toEqual(expected);
  });

  test("are the trail of a passage, by their levels", async () => {
    const content = `# Guide\n\n${paragraph(1_500)}\n\n## Install {#install}\n\n${twoParagraphs}\n\n### By hand\n\n${twoParagraphs}\n\n# Other\n\n${paragraph(1_500)}`;
    expect((await passagesOf(markdown, content)).map(({ headings, line }) => [headings.join(" > "), line])).toEqual([
      ["Guide", 1],
      ["Guide > Install", 5],
      ["Guide > Install", 9],
      ["Guide > Install > By hand", 11],
      ["Guide > Install > By hand", 15],
      ["Other", 17],
    ]);
  });

  test("are embedded without their anchors", async () => {
    expect(await texts("## The `foo` option {#foo}\n\ntext")).toEqual(["## The `foo` option", "text"]);
    expect(await texts("Use\nit {#use}\n---\n\n## [#](#run) Run [¶](#run) {.x} <!-- y -->")).toEqual([
      "Use\nit\n---",
      "## Run ",
    ]);
    expect(await texts("## Format with `{:.2f}`\n\n## See `[#](#x)`")).toEqual([
      "## Format with `{:.2f}`",
      "## See `[#](#x)`",
    ]);
  });

  test("are not embedded with the definitions above them", async () => {
    const { blocks } = await readDocument(markdown, '[a]: /b "c"\nOld\nstyle\n---\n\n[a]');
    expect(blocks.map(({ text, line }) => [text, line])).toEqual([
      ['[a]: /b "c"', 1],
      ["Old\nstyle\n---", 2],
      ["[a]", 6],
    ]);
  });
});

describe("what is no text", () => {
  test("HTML comments are not embedded, and a cut is never in one", async () => {
    const comment = `<!--\n${paragraph(3_000, "secret")}\n\n## Secret\n-->`;
    const content = `# Head\n\n${paragraph(1_100)}\n\n${comment}\n\nA <!-- secret --> text\n\n- item\n  <!-- secret -->\n\n| a <!-- secret --> |\n| - |`;
    const passages = await passagesOf(markdown, content);
    expect(passages.map(({ text }) => text).join("\n")).not.toMatch(/secret|<!--|-->/i);
    expect(passages).toHaveLength(1);
  });

  const payload = Buffer.alloc(160_000, 7).toString("base64");
  test.each([
    ["an image", `![logo](data:image/png;base64,${payload})`, "logo"],
    ["a definition", `![logo][l]\n\n[l]: data:image/png;base64,${payload}`, "![logo][l]"],
    ["HTML", `<img src="data:image/png;base64,${payload}">\n<b>logo</b>`, "logo"],
    ["a link", `[logo](data:text/html;charset=utf-8;base64,${payload})`, "logo"],
    [
      "code",
      `\`\`\`css\na { src: url(data:font/woff2;base64,${payload}); }\n\`\`\``,
      "```css\na { src: url(data:font/woff2;base64,…); }\n```",
    ],
    ["text", `data:image/svg+xml;utf8,${"%3Csvg".repeat(100)} logo`, "data:image/svg+xml;utf8,… logo"],
  ])("the file in %s is left out", async (_, content, expected) => {
    expect((await passagesOf(markdown, `Before\n\n${content}\n\nAfter`)).map(({ text }) => text)).toEqual([
      `Before\n\n${expected}\n\nAfter`,
    ]);
  });

  test("tags are left out, and what is between them stays", async () => {
    expect(
      await texts(
        '<p align="center">\n  <img src="a.png" alt="x">\n  <b>Fast</b> and small\n</p>\n\nPress <kbd>C</kbd>, then<br>go',
      ),
    ).toEqual(["Fast and small", "Press C, then go"]);
    expect(await texts("<br>\nWhat is **below**\n\n- <br>\n  it")).toEqual([" What is **below**", "- \n it"]);
    expect(await texts("| a<br>b |\n| - |\n| <ul><li>c</li><li>d</li></ul> |")).toEqual([
      "| a b |\n| - |\n|   c  d   |",
    ]);
    expect(await texts("<details><summary>a</summary>b</details>")).toEqual(["a\nb"]);
    expect(await texts("<script>\nlet a;\n</script>\n\n<style>\nb {}\n</style>\n\n---\n\ntext")).toEqual(["text"]);
  });

  test("the marks of directives are left out, and what is in them stays", async () => {
    const content =
      ":::note[Beware]\n\n## Of this\n\ntext\n\n:::\n\n:::tip Custom title\nsome tip\n:::\n\n::video[A film]{#v}\n\nAt 10:30 on node:fs";
    expect(await texts(content)).toEqual([
      "Beware",
      "## Of this",
      "text",
      "tip Custom title\nsome tip\n",
      "A film",
      "At 10:30 on node:fs",
    ]);
    expect(await texts("- :::note[Beware]\n  of this\n  :::\n- b\n\n> ::: tip\n> c\n> :::")).toEqual([
      "- Beware\n  of this\n- b",
      "> tip\n> c\n> ",
    ]);
  });

  test("colons are text in code, and before a word that is no directive's label", async () => {
    const list = "- Write\n\n  ```md\n  :::note\n  text\n  :::\n  ```\n- more";
    const content = `${list}\n\n::before\n\n- ::marker\n- ::after {content}\n\n::film{title="A film"}`;
    expect(await texts(content)).toEqual([
      list,
      "::before",
      "- ::marker\n- ::after {content}",
      '::film{title="A film"}',
    ]);
  });
});

describe("blocks", () => {
  test("code is one, with its fence, wherever it is", async () => {
    const code = `\`\`\`js\n${"call();\n\n".repeat(90)}\`\`\``;
    const passages = await passagesOf(markdown, `${paragraph(1_500)}\n\n${code}\n\n${paragraph(1_500)}`);
    expect(passages.map(({ text }) => text)).toEqual([paragraph(1_500), code, paragraph(1_500)]);
    const list = `1. ${paragraph(1_000)}\n\n   \`\`\`js\n   ${"call();\n   ".repeat(90)}\`\`\`\n\n2. ${paragraph(1_000)}`;
    const [first, second, third] = (await passagesOf(markdown, list)).map(({ text }) => text);
    expect([first, second, third]).toEqual([
      expect.stringMatching(/^1\. word.*word$/),
      expect.stringMatching(/^```js\n.*```$/s),
      expect.stringMatching(/^2\. word/),
    ]);
  });

  test("a table is cut between rows, with its header", async () => {
    const rows = Array.from({ length: 80 }, (_, index) => `| ${index} | ${paragraph(100)}. And. |`);
    const passages = await passagesOf(markdown, `# T\n\n| n | says |\n|---|:--|\n${rows.join("\n")}\n\nafter`);
    expect(passages.length).toBeGreaterThan(4);
    for (const { text } of passages.slice(0, -1))
      expect(text).toMatch(/^(# T\n\n)?\| n \| says \|\n\|---\|:--\|\n(\| \d+ \| [^|]+ And\. \|\n?)+$/);
    const found = passages.flatMap(({ text }) => text.split("\n").filter((line) => /^\| \d/.test(line)));
    expect(found).toEqual(rows);
  });

  test("a list is cut between items, and the items of one in another", async () => {
    const inner = Array.from({ length: 30 }, (_, index) => `  - inner ${index} ${paragraph(150)}`);
    const list = `- outer\n${inner.join("\n")}\n- outer too`;
    const passages = await passagesOf(markdown, list);
    expect(passages.map(({ text }) => text).join("\n  ")).toBe(list);
    expect(passages.length).toBeGreaterThan(2);
  });

  test("a quotation is cut between its paragraphs", async () => {
    const passages = await passagesOf(markdown, `> ${paragraph(1_000)}\n>\n> ${paragraph(1_000)}\n`);
    expect(passages.map(({ text }) => text)).toEqual([`> ${paragraph(1_000)}`, `> ${paragraph(1_000)}`]);
  });

  test("the source is embedded as it is otherwise", async () => {
    const content =
      '# Head\nwith _text_ and\n[links](/a "b")[^1]\n\n* a\n* b\n  1. c\n\n> q\n\n[^1]: Note\n\n| a | b |\n|---|---|\n| c | d |\n\n    code\n\n$$\nx\n$$';
    expect((await passagesOf(markdown, content)).map(({ text }) => text)).toEqual([content]);
  });

  test("Chinese passages have as many tokens as others", async () => {
    const passages = await passagesOf(markdown, `# 标题\n\n${"这是第一句话，用来测试切分。".repeat(400)}`);
    for (const { text, headings } of passages) {
      expect(countTitanTokens(text)).toBeLessThanOrEqual(400);
      expect(text.endsWith("。")).toBe(true);
      expect(headings).toEqual(["标题"]);
    }
  });
});

describe("MDX", () => {
  const content =
    'import Tabs from "@theme/Tabs";\n\nexport const a = {\n  b: 1,\n};\n\n# Install {#install}\n\n{/* a comment\n\n# no heading */}\n\n<Tabs>\n  <TabItem value="npm">\n\n## By npm\n\nRun `npm i` <Badge text="new" /> with <b>care</b> {a.b}\n\n  </TabItem>\n</Tabs>\n\nlast';

  test("has its JSX and expressions left out, and what is in them stays", async () => {
    expect(await texts(content, mdx)).toEqual(["# Install", "## By npm", "Run `npm i`  with care ", "last"]);
    expect(await texts("<li>one</li><li>two<br/>three</li> H<sub>2</sub>O", mdx)).toEqual([" one  two  three  H2O"]);
    expect(await outline(content, mdx)).toEqual(["# Install", "## By npm"]);
  });

  test("has headings without their expressions", async () => {
    const headings = "# API {/* #api */}\n\n## By **{how} hand** {#by}\n\n## In \\{#in}\n\n## `{x}`";
    expect(await outline(headings, mdx)).toEqual(["# API", "## By hand", "## In", "## {x}"]);
  });

  test("that is not valid is read as Markdown", async () => {
    expect(await outline("# A\n\n<Tabs>\n\n## B\n\n{a b\n", mdx)).toEqual(["# A", "## B"]);
  });
});

test("lines are those of the source", async () => {
  const { blocks } = await readDocument(markdown, "---\ntitle: T\n---\n\n# A\r\n\r\n<!--\n\n-->\ntext\n\n- a\n- b");
  expect(blocks.map(({ text, line }) => [text, line])).toEqual([
    ["# A", 5],
    ["text", 10],
    ["- a\n- b", 12],
  ]);
});

test("a text has the line on which what is left of it begins", async () => {
  const { blocks } = await readDocument(markdown, ":::tip A title\n\ntext\n\n:::\n  and more\n\n<p>\n<br>\nHTML</p>");
  expect(blocks.map(({ text, line }) => [text, line])).toEqual([
    ["tip A title", 1],
    ["text", 3],
    ["  and more", 6],
    [" HTML", 8],
  ]);
});

test("all parts of HTML are on the line that it begins on", async () => {
  const passages = await passagesOf(
    markdown,
    `# A\n\n<div>${"<p>Some words</p>".repeat(400)}</div>\n\n${paragraph(1_500)}`,
  );
  expect(new Set(passages.map(({ line }) => line))).toEqual(new Set([1, 3, 5]));
});

test("byte order marks are no text, of which joined files have several", async () => {
  expect(await texts("\ufeff\ufeff# A\n\ntext\n\n\ufeff## B\n\nmore")).toEqual(["# A", "text", "## B", "more"]);
  const joined = `${`${paragraph(1_500)}\n\n`.repeat(30)}\ufeffone\n\n`.repeat(3);
  expect(new Set(await texts(joined))).toEqual(new Set([paragraph(1_500), "one"]));
});

test("a footnote that is cut keeps its label", async () => {
  const passages = await passagesOf(markdown, `[^1]: ${paragraph(1_500)}\n\n    ${paragraph(1_500)}`);
  expect(passages.map(({ text }) => text)).toEqual([`[^1]: ${paragraph(1_500)}`, paragraph(1_500)]);
});

test("carriage returns end lines: of front matter, and in parts of a long text", async () => {
  const content = `---\rtitle: T\r---\r${`# Heading\r\r${paragraph(150)}\r\r\`\`\`\r# code\r\`\`\`\r`.repeat(300)}`;
  const { title, blocks } = await readDocument(markdown, content);
  expect(title).toBe("T");
  expect(new Set(blocks.map(({ kind, text }) => `${kind} ${text}`))).toEqual(
    new Set(["heading # Heading", `text ${paragraph(150)}`, "code ```\n# code\n```"]),
  );
  expect(blocks.at(-1)?.line).toBe(3 + 299 * 7 + 5);
});

test("leaves out a heading without words", async () => {
  const { blocks } = await readDocument(markdown, "#\n\n## <!-- later -->\n\ntext");
  expect(blocks).toMatchObject([{ kind: "text", text: "text" }]);
});
