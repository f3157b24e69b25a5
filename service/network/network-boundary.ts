import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../../bootstrap/outputs";
import type { ServiceConfig } from "../config";

/** Throws a `RunError` where the bootstrap's permissions boundary would keep the functions out of their network. */
export function requireNetworkWithinBoundary(config: ServiceConfig, contract: BootstrapOutputs): void {
  if (config.network !== "private" || !contract.permissionsBoundaryArn || contract.boundaryAllowsPrivateNetwork) return;
  throw new pulumi.RunError(
    `network is "private", which the permissions boundary of the bootstrap stack "${config.bootstrapStack}" does not ` +
      "allow: set privateNetwork to true in that stack's github and deploy it.",
  );
}
