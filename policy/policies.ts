import type { Policies, PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { type Resource, settled } from "./resource";
import type { Rule } from "./rule";
import { resourceViolations, stackViolations } from "./violations";

/** The rules as policies of a pack, each named by its rule's id. */
export function policies(rules: readonly Rule[]): Policies {
  return rules.map((rule) => ({
    name: rule.id,
    displayName: rule.name,
    description: rule.description,
    ...(rule.resource ? { validateResource: resourceValidation(rule) } : {}),
    ...(rule.stack ? { validateStack: stackValidation(rule) } : {}),
  }));
}

type Report = (message: string, urn?: string) => void;

function resourceValidation(rule: Rule) {
  return (args: ResourceValidationArgs, report: Report) => {
    for (const { message } of resourceViolations(rule, toResource(args))) report(message, args.urn);
  };
}

function stackValidation(rule: Rule) {
  return (args: { readonly resources: readonly PolicyResource[] }, report: Report) => {
    const urns = new Map(args.resources.map((resource) => [toResource(resource), resource.urn]));
    for (const { resource, message } of stackViolations(rule, [...urns.keys()])) report(message, urns.get(resource));
  };
}

function toResource({ type, name, props, opts }: ResourceValidationArgs | PolicyResource): Resource {
  return { type, name, props: settled(props) as Resource["props"], opts: { protect: opts.protect } };
}
