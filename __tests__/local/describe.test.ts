import { deploymentRecord, describeDeployment } from "../../local/describe";

const deployment = {
  url: "http://localhost:1",
  s3Url: "http://127.0.0.1:2",
  modelUrl: "http://127.0.0.1:3",
  vectorsUrl: "http://127.0.0.1:4",
  access: { type: "none" },
  stacks: { project: "team", region: "us-east-1", service: { stack: "dev" } },
} as const;

test("says what runs, where it serves and how long it took, and last where its documentation is", async () => {
  const lines = (await describeDeployment(deployment, 2.345)).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "team, stack dev, ready in 2.3 s",
    "Serving on http://localhost:1, objects on http://127.0.0.1:2, model on http://127.0.0.1:3, vectors on http://127.0.0.1:4",
  ]);
  expect(lines.slice(-2)).toEqual(["", "http://localhost:1/docs"]);
  expect(lines.length).toBeLessThan(12);
});

test("says the same as one record", () => {
  expect(deploymentRecord(deployment, 2.345)).toEqual({
    level: "info",
    message: "serving",
    project: "team",
    stack: "dev",
    url: "http://localhost:1",
    s3_url: "http://127.0.0.1:2",
    model_url: "http://127.0.0.1:3",
    vectors_url: "http://127.0.0.1:4",
    start_ms: 2345,
  });
});
