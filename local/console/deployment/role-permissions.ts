import type { Permission } from "../../../console/deployment/deployment-document";
import { ofType, type RegisteredResource, type StackResult } from "../../pulumi/registered-resource";
import { arnName, conditionWords, permissionWords } from "./permission-words";

/** A statement of a policy document, as IAM has it. */
interface IamStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What a policy of a role says. */
export interface GrantedStatement {
  readonly policy: string;
  readonly isAllowed: boolean;
  readonly actions: readonly string[];
  /** ARNs, of which `*` stands for any text. */
  readonly resources: readonly string[];
  /** Whether it is about all other resources. */
  readonly isElsewhere: boolean;
  readonly condition: NonNullable<IamStatement["Condition"]>;
}

/** All that the policies of a role say, of what is allowed without the resources that another statement denies. */
export function roleStatements(role: RegisteredResource, layers: readonly StackResult[]): GrantedStatement[] {
  const policies = layers.flatMap((layer) => ofType(layer, "aws:iam/policy:Policy"));
  const ofRole = (type: string) =>
    layers.flatMap((layer) => ofType(layer, type)).filter(({ inputs }) => inputs["role"] === role.inputs["name"]);
  const documents = [
    ...ofRole("aws:iam/rolePolicyAttachment:RolePolicyAttachment").flatMap(({ inputs: { policyArn } }) =>
      policies.filter(({ state }) => state["arn"] === policyArn),
    ),
    ...ofRole("aws:iam/rolePolicy:RolePolicy"),
  ];
  const statements = documents.flatMap(({ inputs: { name, policy } }) => statementsOf(String(name), String(policy)));
  const denials = statements.filter(({ isAllowed }) => !isAllowed);
  return statements.flatMap((statement) => {
    if (!statement.isAllowed) return [statement];
    const resources = statement.resources.filter(
      (resource) => !denials.some((denial) => denies(denial, statement.actions, resource)),
    );
    return resources.length > 0 ? [{ ...statement, resources }] : [];
  });
}

/** The same in words. */
export function describeStatement(statement: GrantedStatement): Permission {
  const { policy, isAllowed, actions, resources, isElsewhere, condition } = statement;
  return {
    isAllowed,
    what: permissionWords(actions),
    where: resources.includes("*") ? [] : resources.map(arnName),
    isElsewhere,
    conditions: conditionWords(condition),
    policy,
    actions,
  };
}

/** Whether a pattern, in which `*` stands for any text, has this text, which may be a pattern too. */
export function matches(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "s").test(text);
}

function statementsOf(policy: string, text: string): GrantedStatement[] {
  const { Statement: statements } = JSON.parse(text) as { Statement: readonly IamStatement[] };
  return statements.map(({ Effect, Action, Resource, NotResource, Condition = {} }) => ({
    policy,
    isAllowed: Effect === "Allow",
    actions: [Action].flat(),
    resources: [Resource ?? NotResource ?? []].flat(),
    isElsewhere: NotResource !== undefined,
    condition: Condition,
  }));
}

/** Whether none of these actions is left of a resource. */
function denies(denial: GrantedStatement, actions: readonly string[], resource: string): boolean {
  const { isElsewhere, resources, condition } = denial;
  if (Object.keys(condition).length > 0) return false;
  const isNamed = resources.some((pattern) => matches(pattern, resource));
  return (
    isNamed !== isElsewhere && actions.every((action) => denial.actions.some((pattern) => matches(pattern, action)))
  );
}
