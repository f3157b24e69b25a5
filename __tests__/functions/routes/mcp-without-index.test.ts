import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";

useUpstreams();

const result = async (method: string) => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: {} });
  return (await call(handlerOf("mcp"), { method: "POST", headers, body })).body["result"];
};

test("has no search where there is no index, and says so", async () => {
  expect(await result("tools/list")).toMatchObject({ tools: [{ name: "fetch" }, { name: "list" }] });
  expect(await result("initialize")).toMatchObject({ instructions: expect.stringContaining("List them") });
});
