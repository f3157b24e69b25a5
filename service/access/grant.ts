import type * as pulumi from "@pulumi/pulumi";

/** A grant to a role: a managed policy by its ARN, or a policy document of the role's own. */
export type Grant = { readonly managedPolicyArn: string } | { readonly document: pulumi.Output<string> };
