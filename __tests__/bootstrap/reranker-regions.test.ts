import * as pulumi from "@pulumi/pulumi";
import { runLayer } from "../helpers/stacks/run-layer";

const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
beforeEach(() => warn.mockClear());

test("warns of a reranker that is not in the region, with one that is, and deploys", async () => {
  const config = { rerankModels: ["cohere.rerank-v3-5:0", "amazon.rerank-v1:0"] };
  expect((await runLayer("bootstrap", { config })).outputs["rerankModels"]).toEqual(config.rerankModels);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toMatch(
    /^rerankModels has "amazon\.rerank-v1:0", which is not known to be in us-east-1: .* known in us-east-1: cohere\.rerank-v3-5:0\.$/,
  );
});

test("warns of none that is in the region", async () => {
  await runLayer("bootstrap", { config: { rerankModels: ["cohere.rerank-v3-5:0"] } });
  expect(warn).not.toHaveBeenCalled();
});
