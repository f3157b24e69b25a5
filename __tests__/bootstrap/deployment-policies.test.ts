import type { StackResult } from "../../local/engine";
import { configurations, registered } from "../helpers/configurations";
import { type AccessRequest, isAllowed, isApiCallAllowed } from "../helpers/iam";
import { providerCalls } from "../helpers/provider-calls";
import { ofType } from "../helpers/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/inline-functions", () => ({ inlineFunctions: () => ({}) }));

let service: StackResult;
let policies: string[];
beforeAll(async () => {
  const layers = await registered(configurations["everything switched on"]);
  service = layers.service;
  policies = ofType(layers.bootstrap, "aws:iam/policy:Policy")
    .filter(({ inputs }) => String(inputs["name"]).startsWith("embeddings-service-deploy-dev-"))
    .map(({ inputs }) => String(inputs["policy"]));
});

const allowed = async (request: AccessRequest) =>
  request.action.startsWith("apigateway:") ? isApiCallAllowed(policies, request) : isAllowed(policies, request);

test("knows what the provider calls for every type of resource that a service registers", () => {
  const types = new Set(service.resources.map(({ type }) => type).filter((type) => !type.startsWith("embeddings:")));
  expect([...types].sort()).toEqual(Object.keys(providerCalls).sort());
});

test.each(Object.entries(providerCalls))(
  "lets the role that deploys create, read, change and delete every %s",
  async (type, callsFor) => {
    for (const resource of ofType(service, type)) {
      for (const request of callsFor(resource)) {
        expect([resource.name, request, await allowed(request)]).toEqual([resource.name, request, true]);
      }
    }
  },
);

test("asks for the tags that the program sets and for no others, so that a stack may have further ones", () => {
  const conditions = policies.join().match(/aws:(?:(?:RequestTag|ResourceTag)\/[^"]+|TagKeys)/g);
  expect([...new Set(conditions)].sort()).toEqual(
    ["RequestTag", "ResourceTag"].flatMap((of) => [`aws:${of}/Project`, `aws:${of}/Stack`]),
  );
});
