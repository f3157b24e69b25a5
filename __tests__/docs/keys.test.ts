import { apiKeyExpression, isApiKey } from "../../common/api-key";
import { gatewayErrors } from "../../openapi/gateway-errors";
import { keyCacheSeconds } from "../../service/authorization";
import { Page } from "../helpers/docs/page";

const page = new Page("docs/keys.md");

test("has the expression that finds a key, and no key", () => {
  expect(page.section("Find keys that leaked")).toContain(`\n${apiKeyExpression}\n`);
  for (const [text] of page.text.matchAll(/embk_\w+/g)) expect(isApiKey(text)).toBe(false);
});

test("says how long a revoked key works, and that one that expires does not", () => {
  expect(page.section("Replace and revoke")).toContain(`for ${keyCacheSeconds} seconds`);
});

test("says what the API answers by itself", () => {
  for (const status of [401, 403, 500] as const) {
    expect(page.section("What callers get")).toContain(`${status} \`{"message":"${gatewayErrors[status].message}"}\``);
  }
});
