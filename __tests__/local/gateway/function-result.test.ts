import type { FastifyReply } from "fastify";
import { setResult } from "../../../local/gateway/function-result";

test.each(["www-authenticate", "WWW-Authenticate"])("lets %s leave under another name, as on AWS", (name) => {
  const header = jest.fn();
  const reply = { header, code: jest.fn() } as unknown as FastifyReply;
  setResult(reply, { statusCode: 401, headers: { [name]: "Bearer", "x-request-id": "a" } });
  expect(header.mock.calls).toEqual([
    [`x-amzn-remapped-${name}`, "Bearer"],
    ["x-request-id", "a"],
  ]);
});
