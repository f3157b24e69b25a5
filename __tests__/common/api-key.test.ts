import { createHash } from "node:crypto";
import { apiKeyExpression, apiKeyHash, isApiKey, newApiKey, withoutApiKeys } from "../../common/api-key";

test("makes keys of one form, each another one", () => {
  const keys = Array.from({ length: 1_000 }, newApiKey);
  expect(new Set(keys).size).toBe(1_000);
  for (const key of keys) expect([key, isApiKey(key)]).toEqual([expect.stringMatching(/^embk_[0-9A-Za-z]{49}$/), true]);
});

test("has all of 32 random bytes in a key", () => {
  const random = Array.from({ length: 1_000 }, () => newApiKey().slice(5, -6));
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const numbers = random.map((text) => [...text].reduce((sum, digit) => sum * 62n + BigInt(digits.indexOf(digit)), 0n));
  expect(numbers.every((number) => number < 2n ** 256n)).toBe(true);
  // Each bit is set in some, and not in all.
  for (let bit = 0n; bit < 256n; bit++) {
    const { length } = numbers.filter((number) => (number >> bit) & 1n);
    expect([bit, length > 0, length < 1_000]).toEqual([bit, true, true]);
  }
});

test("knows a key that has a character changed, left out or added as none", () => {
  const key = newApiKey();
  for (const at of [5, 20, 47, 48, 53]) {
    const other = key[at] === "x" ? "y" : "x";
    expect(isApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
  }
  for (const text of [key.slice(0, -1), `${key}0`, ` ${key}`, `${key}\n`, key.slice(5), key.toLowerCase(), ""]) {
    expect([text, isApiKey(text)]).toEqual([text, false]);
  }
});

test("is found in a text by the expression, whatever is around it", () => {
  const key = newApiKey();
  for (const text of [`OPENAI_API_KEY=${key}`, `"Authorization": "Bearer ${key}",`, `${key}\n`]) {
    expect(new RegExp(apiKeyExpression).exec(text)?.[0]).toBe(key);
    expect(withoutApiKeys(text + text)).toBe(`${text}${text}`.replaceAll(key, "embk_…"));
  }
  expect(withoutApiKeys(apiKeyHash(key))).toBe(apiKeyHash(key));
});

test("is hashed as a whole, with what sha256sum prints", () => {
  const key = newApiKey();
  expect(apiKeyHash(key)).toBe(createHash("sha256").update(key, "utf8").digest("hex"));
});
