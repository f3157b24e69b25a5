import { html } from "../../../../documents/formats/html/html";
import { passagesOf, readDocument } from "../../../helpers/documents/read-document";

const blocksOf = async (content: string) => (await readDocument(html, content)).blocks;
const texts = async (content: string) => (await blocksOf(content)).map(({ text }) => text);

const page = `<!doctype html>
<html lang="en">
<head><title>Install &mdash;
 Guide</title><style>p {}</style><script>let a = "secret";</script></head>
<body>
<header><a href="/">Secret logo</a><nav>Secret links</nav></header>
<nav><ul><li>Secret</li></ul></nav>
<main>
<header><h1 id="install">Install<a class="headerlink" href="#install">¶</a></h1></header>
<p>Run <code>npm i</code>,
then <b>go</b>.<br>And on.</p>
<!-- secret -->
<p hidden>secret</p><div aria-hidden="true">secret</div><noscript>secret</noscript>
Loose <i>words</i>
<h2><a href="#by-hand"></a>By hand</h2>
<pre><code class="language-sh">
curl a |
  sh
</code></pre>
<img src="data:image/png;base64,${"A".repeat(1000)}" alt="x">
<ul><li>one</li><li>two <b>more</b></li></ul>
<table><thead><tr><th>name</th><th>says</th></tr></thead><tbody><tr><td>a</td><td><p>b</p><p>c</p></td></tr></tbody></table>
<aside>A note</aside>
</main>
<footer>Secret imprint</footer>
</body></html>`;

/** Text of which the lines are none of the page's. */
const rendered = { kind: "text", isRendered: true };

test("reads what a page is about: headings, text, code, lists and tables", async () => {
  expect(await readDocument(html, page)).toEqual({
    title: "Install — Guide",
    blocks: [
      { kind: "heading", level: 1, text: "Install", line: 9 },
      { ...rendered, text: "Run npm i, then go.\nAnd on.", line: 10 },
      { ...rendered, text: "Loose words", line: 13 },
      { kind: "heading", level: 2, text: "By hand", line: 15 },
      { kind: "code", text: "curl a |\n  sh", line: 16 },
      {
        ...rendered,
        text: "- one\n- two more",
        line: 21,
        parts: [
          { ...rendered, text: "- one", gap: "\n", line: 21 },
          { ...rendered, text: "- two more", gap: "\n", line: 21 },
        ],
      },
      {
        ...rendered,
        kind: "table",
        text: "| name | says |\n| --- | --- |\n| a | b c |",
        header: "| name | says |\n| --- | --- |",
        line: 22,
      },
      { ...rendered, text: "A note", line: 23 },
    ],
  });
});

test("all parts of a text are on the line that it begins on, however many lines it is seen as", async () => {
  const words = "Some words of it.<br>".repeat(300);
  const passages = await passagesOf(
    html,
    `<h1>A</h1>\n<p>${words}</p>\n<ul><li>${words}</ul>\n<pre>\n${"code\n".repeat(500)}</pre>`,
  );
  expect(new Set(passages.map(({ line = 0 }) => Math.min(line, 5)))).toEqual(new Set([1, 2, 3, 4, 5]));
});

test("has a trail of headings", async () => {
  const words = `<p>${"Some words of it. ".repeat(70)}`;
  const passages = await passagesOf(html, `<h1>A</h1>${words}<h3>B</h3>${words}<h2>C</h2>${words}`);
  expect(passages.map(({ headings }) => headings)).toEqual([["A"], ["A", "B"], ["A", "C"]]);
});

test.each([
  [
    "body without main",
    "<header><div><h1>A</h1><p>no</p></div></header><aside>no</aside><div><p>b</p></div><footer>no</footer>",
    ["A", "b"],
  ],
  [
    "article with its own header and footer",
    "<header>no</header><article><header>a</header><p>b</p><footer>c</footer></article>",
    ["a", "b", "c"],
  ],
  [
    "main by its role, with links to elsewhere",
    '<div role=navigation>no</div><div role="main"><p>a <a href="b">b</a><nav>no</nav></div>',
    ["a b"],
  ],
  ["text without any tag", "just &lt;text&gt;", ["just <text>"]],
  ["tags that are never closed", "<p>a<p>b<ul><li>c<li>d</ul>e", ["a", "b", "- c\n- d", "e"]],
  ["a table that arranges the page", "<table><tr><td><h2>A</h2><p>b</p></td></tr></table>", ["A", "b"]],
  [
    "a table around others",
    "<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
    ["a", "| b | c |"],
  ],
  [
    "a table without header",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    ["| a | b |\n| c | d |"],
  ],
  ["code in a list", "<ol><li><p>a</p><pre>b\n\n c</pre></li></ol>", ["a", "b\n\n c"]],
  [
    "each main part that is seen",
    "<main hidden>no</main><main><p>a<main>b</main></main>no<main>c</main>",
    ["a", "b", "c"],
  ],
  [
    "what a style hides",
    '<p style="color: red; display:none">no<p style="visibility: hidden">no<p style="display: block">a',
    ["a"],
  ],
  ["a formula once", "<p>a <math><mi>x</mi><annotation encoding=t>\\x</annotation></math>", ["a x"]],
  ["text of a list that is in no item", "<ul>a<li>b</li> c </ul>", ["a", "b", "c"]],
  [
    "XHTML, in which any tag may be closed at once",
    '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title/>\n<script src="a>b.js" /></head>' +
      "<body><a id='x'/><p>a<br/>b</p><nav/><p>c</p></body></html>",
    ["a\nb", "c"],
  ],
  [
    "a summary apart from what it is of",
    "<ul><li><details><summary>a</summary>b</details><li>c</ul><table><tr><td><fieldset>d</fieldset>e<td>f</table>",
    ["- a\n  b\n- c", "| d e | f |"],
  ],
  ["a list from a number on", "<ol start=5><li>a<li>b</ol>", ["5. a\n6. b"]],
  ["a caption", "<table><caption>A</caption><tr><td>b<td>c</table>", ["A", "| b | c |"]],
  ["a heading in a caption", "<table><caption><h2>A</h2></caption><tr><td>b<td>c</table>", ["A", "| b | c |"]],
  ["a caption of a table that arranges the page", "<table><caption>A</caption><tr><td>b</table>", ["A", "b"]],
  ["a heading in a table that arranges the page", "<table><tr><td>a<td><h2>B</h2><p>c</table>", ["a", "B", "c"]],
  ["a word that may be parted", "super&shy;fragile", ["superfragile"]],
  ["an empty page", "<html><body></body></html>", []],
])("reads %s", async (_, content, expected) => {
  expect(await texts(content)).toEqual(expected);
});

test("is named after its first heading where it has no title", async () => {
  expect((await readDocument(html, "<h2>B</h2><h1>A</h1>")).title).toBe("A");
  expect((await readDocument(html, "<p>x")).title).toBeUndefined();
});
