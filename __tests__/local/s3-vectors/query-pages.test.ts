import { QueryPages } from "../../../local/s3-vectors/query-pages";

const numbers = Array.from({ length: 101 }, (_, index) => index);

test("keeps the last hundred queries, and forgets the oldest", () => {
  const pages = new QueryPages<number>();
  const tokens = Array.from({ length: 101 }, (_, query) => pages.first(query, numbers).nextToken ?? "");
  expect(() => pages.next(0, tokens[0] ?? "")).toThrow("Invalid nextToken");
  expect(pages.next(1, tokens[1] ?? "")).toEqual({ found: [100] });
  expect(pages.next(100, tokens[100] ?? "")).toEqual({ found: [100] });
});

test("answers a page again, as the SDK asks for it after a lost answer", () => {
  const pages = new QueryPages<number>();
  const { nextToken = "" } = pages.first("query", numbers);
  expect(pages.next("query", nextToken)).toEqual(pages.next("query", nextToken));
});

test("has one page for a hundred", () => {
  expect(new QueryPages<number>().first("query", numbers.slice(1))).toEqual({ found: numbers.slice(1) });
});

test.each(["", "1", ".100", "nope.100"])("refuses the token %j", (token) => {
  expect(() => new QueryPages().next("query", token)).toThrow("Invalid nextToken");
});

test.each(["", ".", ".0", ".-1", ".1e9", ".x"])("refuses a token that ends in %j", (end) => {
  const pages = new QueryPages<number>();
  const [id] = (pages.first("query", numbers).nextToken ?? "").split(".");
  expect(() => pages.next("query", `${id}${end}`)).toThrow("Invalid nextToken");
});
