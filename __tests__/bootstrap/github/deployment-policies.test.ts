import type { RegisteredResource, StackResult } from "../../../local/pulumi/registered-resource";
import { type AccessRequest, isAllowed, isApiCallAllowed } from "../../helpers/iam/iam";
import { providerCalls } from "../../helpers/iam/provider-calls";
import { tagCalls, takesTags } from "../../helpers/iam/tag-calls";
import { configurations, registered } from "../../helpers/stacks/configurations";
import { ofType } from "../../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

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

/** The types of resources that a service registers. */
const types = () => [
  ...new Set(service.resources.map(({ type }) => type).filter((type) => !type.startsWith("embeddings:"))),
];

test("knows what the provider calls for every type of resource that a service registers", () => {
  expect(types().sort()).toEqual(Object.keys(providerCalls).sort());
});

test("knows what the tags ask for of every type that has tags", () => {
  expect(types().filter(takesTags).sort()).toEqual(Object.keys(tagCalls).sort());
});

async function expectAllowed(type: string, callsFor: (resource: RegisteredResource) => readonly AccessRequest[]) {
  for (const resource of ofType(service, type)) {
    for (const request of callsFor(resource)) {
      expect([resource.name, request, await allowed(request)]).toEqual([resource.name, request, true]);
    }
  }
}

test.each(Object.entries(providerCalls))(
  "lets the role that deploys create, read, change and delete every %s",
  expectAllowed,
);

test.each(Object.entries(tagCalls))("lets the role that deploys give and change the tags of every %s", expectAllowed);

test("asks for the tags that the program sets and for no others, so that a stack may have further ones", () => {
  const conditions = policies.join().match(/aws:(?:(?:RequestTag|ResourceTag)\/[^"]+|TagKeys)/g);
  expect([...new Set(conditions)].sort()).toEqual(
    ["RequestTag", "ResourceTag"].flatMap((of) => [`aws:${of}/Project`, `aws:${of}/Stack`]),
  );
});
