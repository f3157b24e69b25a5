import { hostname } from "node:os";
import { isOwnHost } from "../../../local/console/own-host";

test.each(["localhost", "localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000", "api.test:1", hostname()])(
  "takes %s",
  (host) => {
    expect(isOwnHost(host, "api.test")).toBe(true);
  },
);

test.each([
  undefined,
  "",
  "evil.example",
  "localhost.evil.example:3000",
  "127.0.0.1.evil.example",
  "localhost@evil:1",
  "[::2]",
])("does not take %s", (host) => {
  expect(isOwnHost(host, "api.test")).toBe(false);
});
