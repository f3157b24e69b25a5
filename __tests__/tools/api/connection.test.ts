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

test.each(["http://user:secret@localhost:3000", "http://user@localhost:3000"])("refuses the address %s", (address) => {
  expect(() => connectionOptions.url.parse?.(address)).toThrow(/^leave out the user and password/);
});
