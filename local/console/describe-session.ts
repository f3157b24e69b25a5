import type { ConsoleAuthorization, ConsoleSession } from "../../console/session";
import { pricePerMillionTokens } from "../../embedding/models/price-per-million-tokens";
import { sessionReranker } from "../../service/console-session";
import type { Access } from "../auth/access";
import { registeredEnvironment } from "../lambda/registered-function";
import { ofType } from "../pulumi/registered-resource";
import type { DeployedStacks } from "../pulumi/stacks";
import type { ServedModel } from "../served-model";

/** What {@link describeSession} describes. */
export interface SessionArgs {
  readonly stacks: DeployedStacks;
  readonly access: Access;
  readonly model: Pick<ServedModel, "name" | "description">;
  readonly routeKeys: readonly string[];
}

/** What the console is told of a local deployment, at this machine or at another. */
export async function describeSession(
  args: SessionArgs,
  isThisMachine: boolean,
): Promise<Omit<ConsoleSession, "documents">> {
  const { stacks, access, model, routeKeys } = args;
  const environments = ofType(stacks.service, "aws:lambda/function:Function").map(registeredEnvironment);
  const setting = (name: string) => environments.find((environment) => environment[name])?.[name];
  const dimension = setting("VECTOR_INDEX_DIMENSION");
  const modelId = setting("BEDROCK_MODEL_ID");
  return {
    project: stacks.project,
    stack: stacks.service.stack,
    region: stacks.region,
    model: {
      name: model.name,
      description: model.description,
      pricePerMillionTokens: modelId ? pricePerMillionTokens(modelId) : undefined,
    },
    reranker: sessionReranker(JSON.parse(setting("RERANK_MODELS") ?? "[]")),
    dimension: dimension ? Number(dimension) : null,
    routes: routeKeys,
    auth: access.type,
    authorization: isThisMachine || access.type === "none" ? await authorization(access, stacks.region) : null,
  };
}

async function authorization(access: Access, region: string): Promise<ConsoleAuthorization | null> {
  switch (access.type) {
    case "none":
      return { type: "none" };
    case "iam":
      return access.consoleCredentials ? { type: "sigv4", region, ...access.consoleCredentials } : null;
    case "jwt":
      return { type: "bearer", token: await access.issuer.token() };
    case "keys":
      return { type: "bearer", token: access.key };
  }
}
