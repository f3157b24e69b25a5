import { allowsAction, statements } from "../policy-document";
import type { Resource } from "../resource";
import type { Stack } from "../stack";
import { types } from "../types";
import { read } from "../values";

/** The inline policies of the role of a function. */
export function inlinePolicies(lambda: Resource, stack: Stack): Resource[] {
  return rolesOf(lambda, stack).flatMap((role) =>
    stack.linked(role, stack.ofType(types.rolePolicy), ({ props }) => props["role"]),
  );
}

/** The roles of the stack that a function has, which is one or, where it is another stack's, none. */
export function rolesOf(lambda: Resource, stack: Stack): Resource[] {
  return stack
    .ofType(types.role)
    .filter((role) => stack.linked(role, [lambda], ({ props }) => props["role"]).length > 0);
}

/** Whether the role of a function may invoke models, by a policy of its own or by the bootstrap's. */
export function invokesModel(lambda: Resource, stack: Stack): boolean {
  const attached = rolesOf(lambda, stack).flatMap((role) =>
    stack.linked(role, stack.ofType(types.policyAttachment), ({ props }) => props["role"]),
  );
  return (
    attached.some(({ props }) => String(props["policyArn"]).endsWith("bedrock-invocation")) ||
    inlinePolicies(lambda, stack).some(({ props }) =>
      statements(props["policy"]).some((statement) => allowsAction(statement, "bedrock:InvokeModel")),
    )
  );
}

/** The authorizers that are a function. */
export function authorizersOf(lambda: Resource, stack: Stack): Resource[] {
  return stack.linked(lambda, stack.ofType(types.authorizer), ({ props }) =>
    String(props["authorizerUri"]).replace(/^.*\/functions\/(.+)\/invocations$/, "$1"),
  );
}

/** The routes that end in a function. */
export function routesOf(lambda: Resource, stack: Stack): Resource[] {
  const integrations = stack.linked(lambda, stack.ofType(types.integration), ({ props }) => props["integrationUri"]);
  return integrations.flatMap((integration) =>
    stack.linked(integration, stack.ofType(types.route), ({ props }) =>
      String(read(props, "target")).replace(/^integrations\//, ""),
    ),
  );
}
