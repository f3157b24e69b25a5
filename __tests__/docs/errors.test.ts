import type { ErrorCode } from "../../embedding/errors";
import { statuses } from "../../functions/http/error-answer";
import { Page } from "../helpers/docs/page";

test("names every code with its status, and no other", () => {
  const rows = [...new Page("docs/errors.md").text.matchAll(/^\| ([\d, ]+) \|(.*?)\|/gm)];
  const shown = rows.flatMap(([, column = "", codes = ""]) =>
    [...codes.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => ({ code, statuses: column.split(", ").map(Number) })),
  );
  expect(shown.map(({ code }) => code).sort()).toEqual(Object.keys(statuses).sort());
  for (const { code, statuses: named } of shown) {
    expect([code, named]).toEqual([code, expect.arrayContaining([statuses[code as ErrorCode]])]);
  }
});
