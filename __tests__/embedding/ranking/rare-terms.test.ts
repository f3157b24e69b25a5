import { rareTerms, rareTermsOfQuery } from "../../../embedding/ranking/rare-terms";

/** The terms of texts that each are one. */
const each = (...texts: string[]) => texts.flatMap(rareTerms).toSorted();

test("takes identifiers, compounds, numbers and names, in any case, each once", () => {
  const text = "See ERR_SSL_41 of opts.maxRetries in the Kármán-free study of Kármán, 1968 or 1968.";
  const terms = ["err_ssl_41", "OPTS.maxRetries", "maxRetries", "karman-free", "the Karman.", "1968"];
  expect(rareTerms(text).toSorted()).toEqual(each(...terms).filter((term, place, all) => all.indexOf(term) === place));
  expect(rareTerms(text)).toHaveLength(6);
});

test.each(["", "Plain words of prose.", "It has 12 of them. The next", "日本語の文章。"])(
  "takes none of %j",
  (text) => {
    expect(rareTerms(text)).toEqual([]);
  },
);

test("finds an identifier also by a word or a number that is one by itself", () => {
  const terms = rareTerms("opts.maxRetries of E-4711");
  for (const part of ["maxRetries", "4711"]) expect(terms).toEqual(expect.arrayContaining([...rareTerms(part)]));
});

test.each([
  ["--zork-lim", "zork-lim"],
  ["--zork-lim", '"zork-lim"'],
  ["--zork", '"zork"'],
  ["zork-lim", "what is --zork-lim for"],
  ["@scope/name", "scope/name"],
  ["./src/main.ts", "src/main.ts"],
  ["$regexMatch", "regexMatch"],
])("finds %s by %s, whatever signs it begins with", (text, query) => {
  expect(rareTerms(`Set ${text} to more.`)).toEqual(rareTermsOfQuery(query));
});

test("takes no part of an identifier for a name", () => {
  expect(rareTerms("what is ERR_SSL-47")).toEqual(rareTerms("ERR_SSL-47"));
  expect(rareTerms("ERR_SSL-47")).toHaveLength(1);
});

test("finds the terms of a question in the text that it is about", () => {
  const text = new Set(rareTerms("Call `reply.getResponseTime()` of fastify-slow-down, with --no-color."));
  for (const query of ["getResponseTime", "reply.getResponseTime()", "what is fastify-slow-down for", "--no-color"]) {
    const [term = "none"] = rareTerms(query);
    expect([query, text.has(term)]).toEqual([query, true]);
  }
});

test("keeps hashes of four characters, of the part of a text that is scored", () => {
  for (const term of rareTerms("maxRetries, E-4711")) expect(term).toMatch(/^[\w-]{4}$/);
  const beyond = "a".repeat(8_000);
  expect(rareTerms(`maxRetries ${beyond} E-4711`)).toEqual(rareTerms("maxRetries"));
});
