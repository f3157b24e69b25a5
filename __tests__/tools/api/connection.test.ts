import { completeConnection, connectionOptions } from "../../../tools/api/connection";
import { CommandError } from "../../../tools/command/command-error";

const url = "http://localhost:3000";
const withToken = (token: string) => completeConnection({ url, auth: "jwt" }, { EMBEDDINGS_API_TOKEN: token });

test("takes a token without the end of its line", () => {
  expect(withToken("abc.def-_\r\n").token).toBe("abc.def-_");
});

test.each(["abc\ndef", "日本", "a b", " "])("refuses the token %j, and does not show it", (token) => {
  expect(() => withToken(token)).toThrow(
    new CommandError("EMBEDDINGS_API_TOKEN is no token: set it to one of letters, digits, . - and _ on one line"),
  );
});

test.each(["embk_a\nb", "é", " "])("refuses the key %j, and does not show it", (key) => {
  expect(() => completeConnection({ url, auth: "keys" }, { EMBEDDINGS_API_KEY: key })).toThrow(
    new CommandError("EMBEDDINGS_API_KEY is no key: set it to one of letters, digits and _ on one line"),
  );
});

test("sends the key where keys are asked for, and the token where tokens are", () => {
  const both = { EMBEDDINGS_API_KEY: " embk_a\n", EMBEDDINGS_API_TOKEN: "token" };
  expect(completeConnection({ url, auth: "keys" }, both)).toEqual({ url, auth: "keys", token: "embk_a" });
  expect(completeConnection({ url, auth: "jwt" }, both).token).toBe("token");
  for (const auth of ["none", "iam"] as const) expect(completeConnection({ url, auth }, both).token).toBe("");
  expect(() => completeConnection({ url, auth: "keys" }, { EMBEDDINGS_API_TOKEN: "token" })).toThrow(
    new CommandError("--auth keys needs a key: set EMBEDDINGS_API_KEY"),
  );
});

test.each(["http://user:secret@localhost:3000", "http://user@localhost:3000"])("refuses the address %s", (address) => {
  expect(() => connectionOptions.url.parse?.(address)).toThrow(/^leave out the user and password/);
});
