import { isEveryAction, isEveryResource, isUnconstrained } from "../constraints";
import { actionsWithoutResource, credentialActions, dataActions, managesPermissions, writes } from "../iam-actions";
import { allowsAction, type CanonicalStatement } from "../policy-document";
import type { Rule } from "../rule";
import { waivedPermissions } from "../waivers";
import { onStatements } from "./identity-policies";

/** The actions of a statement that reach everything, of those for which something less could be named. */
function unconstrained(statement: CanonicalStatement): readonly string[] {
  if (!isUnconstrained(statement)) return [];
  return statement.actions.filter((action) => needsResource(action) && !isWaived(action, statement));
}

const needsResource = (action: string) => !actionsWithoutResource.includes(action);

function isWaived(action: string, { resources }: CanonicalStatement): boolean {
  return waivedPermissions.some(
    ({ actions, resource }) => actions.includes(action) && resources.every((arn) => resource.test(arn)),
  );
}

const listed = (statement: CanonicalStatement, actions: readonly string[]) =>
  actions.filter((action) => allowsAction(statement, action));

const problem = (actions: readonly string[], what: string) =>
  actions.length > 0 ? `${actions.join(", ")} ${what}` : undefined;

/** That no policy grants more than somebody thought of. */
export const iamWildcards: readonly Rule[] = [
  {
    id: "CKV_AWS_62",
    name: "IAM policies give nobody full administration",
    description: "No policy allows every action on every resource.",
    resource: onStatements(({ actions, resources }) =>
      actions.some((action) => /^[*?:]+$/.test(action)) && resources.some(isEveryResource)
        ? "every action on every resource: name both"
        : undefined,
    ),
  },
  {
    id: "CKV_AWS_63",
    name: "IAM policies name their actions",
    description:
      "No policy allows all actions, or all of a service, which would grow by whatever AWS adds to it, nor all but some.",
    resource: onStatements(({ actions }) => problem(actions.filter(isEveryAction), "as an action: name the actions")),
  },
  {
    id: "CKV_AWS_287",
    name: "IAM policies expose no credentials",
    description: "No policy allows actions that answer with credentials, or make them: no stack has a use for them.",
    resource: onStatements((statement) =>
      problem(listed(statement, credentialActions), ", which give credentials: remove them"),
    ),
  },
  {
    id: "CKV_AWS_288",
    name: "IAM policies let nobody carry data away",
    description: "Whoever may read data may read that of named resources.",
    resource: onStatements((statement) =>
      isUnconstrained(statement)
        ? problem(listed(statement, dataActions), "of everything: name the resources")
        : undefined,
    ),
  },
  {
    id: "CKV_AWS_289",
    name: "IAM policies let nobody manage permissions at large",
    description: "Whoever may change who may do what may do so for named resources, or those that a condition tells.",
    resource: onStatements((statement) =>
      problem(unconstrained(statement).filter(managesPermissions), "on everything: name the resources"),
    ),
  },
  {
    id: "CKV_AWS_290",
    name: "IAM policies let nobody write at large",
    description: "Whoever may change something may change named resources, or those that a condition tells.",
    resource: onStatements((statement) =>
      problem(unconstrained(statement).filter(writes), "on everything: name the resources"),
    ),
  },
  {
    id: "CKV_AWS_355",
    name: "IAM policies name their resources",
    description: 'Only actions for which IAM has no resources, or AWS takes no others, are allowed on "*".',
    resource: onStatements((statement) =>
      statement.resources.some(isEveryResource)
        ? problem(
            statement.actions.filter((action) => needsResource(action) && !isWaived(action, statement)),
            'on "*": name the resources, or add an action that has none to iam-actions.ts',
          )
        : undefined,
    ),
  },
];
