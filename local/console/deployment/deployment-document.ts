import { errorMessage } from "../../../common/caught-error";
import type {
  CallsCost,
  DeployedRole,
  DeployedRoute,
  DeployedStore,
  DeploymentCost,
  DeploymentDocument,
} from "../../../console/deployment/deployment-document";
import { callsCost, rerankingCost } from "../../cost/calls-cost";
import { monthlyCost } from "../../cost/monthly-cost";
import type { RegisteredAuthorization } from "../../gateway/registered-authorization";
import { registeredRoutes } from "../../gateway/registered-routes";
import { registeredEnvironment } from "../../lambda/registered-function";
import type { DeclaredKey } from "../../pulumi/project-file";
import { ofType, type StackResult } from "../../pulumi/registered-resource";
import type { DeployedStacks } from "../../pulumi/stacks";
import { registeredSchedules } from "../../schedules/registered-schedules";
import { configurationRows } from "./configuration-rows";
import { deployedFunctions } from "./deployed-functions";
import { deployedStores, storeUses } from "./deployed-stores";
import { describeStatement, roleStatements } from "./role-permissions";

/** Both layers, by what they registered, with what the project declares of its configuration by namespaced key. */
export async function deploymentDocument(
  stacks: DeployedStacks,
  declared: ReadonlyMap<string, DeclaredKey>,
): Promise<DeploymentDocument> {
  const { project, region, bootstrap, service } = stacks;
  const stores = deployedStores(stacks);
  const layers = [
    { layer: "bootstrap", result: bootstrap },
    { layer: "service", result: service },
  ] as const;
  return {
    region,
    layers: layers.map(({ layer, result: { stack, resources } }) => ({ layer, stack, resources: resources.length })),
    routes: routesOf(stacks),
    schedules: registeredSchedules(service).map(({ name, lambda, expression }) => ({
      name,
      function: String(lambda.inputs["name"]),
      expression,
    })),
    functions: await deployedFunctions(stacks),
    roles: rolesOf(stacks, stores),
    stores,
    configuration: layers.flatMap(({ layer, result }) =>
      configurationRows({ layer, project, stack: result, declared }),
    ),
    cost: costOfStacks(stacks),
  };
}

function routesOf({ service }: DeployedStacks): DeployedRoute[] {
  return registeredRoutes(service).map(({ routeKey, lambda, authorization, throttling }) => ({
    routeKey,
    function: String(lambda.inputs["name"]),
    authorization: authorizationWords(authorization),
    throttling,
  }));
}

function authorizationWords(authorization: RegisteredAuthorization): string {
  switch (authorization.type) {
    case "NONE":
      return "everyone";
    case "AWS_IAM":
      return "signed requests (IAM)";
    case "JWT":
      return `tokens of ${authorization.requirements.issuer}`;
    case "CUSTOM":
      return `whom ${String(authorization.authorizer.lambda.inputs["name"])} authorizes`;
  }
}

function rolesOf({ bootstrap, service }: DeployedStacks, stores: readonly DeployedStore[]): DeployedRole[] {
  return ofType(service, "aws:iam/role:Role").map((role) => {
    const statements = roleStatements(role, [bootstrap, service]);
    const { name, permissionsBoundary: boundary } = role.inputs;
    return {
      name: String(name),
      boundary: boundary === undefined ? undefined : String(boundary).replace(/^.*\//, ""),
      permissions: statements.map(describeStatement),
      uses: storeUses(statements, stores),
    };
  });
}

/** What calls cost by what the function of the search is told. */
function costOfCalls(service: StackResult): CallsCost {
  const environments = ofType(service, "aws:lambda/function:Function").map(registeredEnvironment);
  const { SEARCH_MODE: mode, RERANK_MODELS: rerankers = "[]" } =
    environments.find(({ SEARCH_MODE }) => SEARCH_MODE) ?? {};
  const [by]: readonly string[] = JSON.parse(rerankers);
  return {
    storedOneByOne: callsCost["embeddings, generated, stored and indexed one by one"],
    storedInBatches: callsCost["embeddings, generated, stored and indexed in batches of 100"],
    searches: callsCost[`searches by text, in the mode \`${mode === "vector" ? mode : "hybrid"}\``],
    reranks: by === undefined ? undefined : { by, usd: rerankingCost(by) },
    kept: callsCost["embeddings, kept for a month in S3 and its index"],
  };
}

/** Of resources of one's own the price may be known to nobody. */
function costOfStacks({ bootstrap, service }: DeployedStacks): DeploymentCost {
  const calls = costOfCalls(service);
  try {
    return { ...monthlyCost([...bootstrap.resources, ...service.resources]), calls };
  } catch (error) {
    return { problem: errorMessage(error), calls };
  }
}
