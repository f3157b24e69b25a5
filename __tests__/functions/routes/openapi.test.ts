import description from "../../../openapi.json";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

useUpstreams();

test("answers the description, and says by what this deployment authorizes", async () => {
  process.env["AUTH"] = "keys";
  const { status, headers, body } = await call(handlerOf("openapi"), { url: "/openapi.json", headers: {} });
  expect([status, headers["x-auth"], body]).toEqual([200, "keys", description]);
});
