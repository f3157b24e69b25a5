import type { ErrorCode } from "../../embedding/errors";
import { statuses } from "../../functions/http/error-answer";
import { openaiStatus } from "../../functions/routes/openai-embeddings/errors";
import { Page } from "../helpers/docs/page";

test("names every code with its status, and no other", () => {
  const rows = [...new Page("docs/errors.md").generated("errors").matchAll(/^\| `(\w+)` \| (\d+) \| (\d+) \|/gm)];
  expect(rows.map(([, code, status]) => [code, Number(status)])).toEqual(Object.entries(statuses));
  for (const [, code, , onV1] of rows) expect([code, Number(onV1)]).toEqual([code, openaiStatus(code as ErrorCode)]);
});
