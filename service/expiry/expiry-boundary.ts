import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../../bootstrap/outputs";
import type { ServiceConfig } from "../config";

/** Throws a `RunError` where the bootstrap's permissions boundary would keep the schedule from its function. */
export function requireExpiryWithinBoundary(config: ServiceConfig, contract: BootstrapOutputs): void {
  if (!config.expiry || !contract.permissionsBoundaryArn || contract.boundaryAllowsExpiry) return;
  throw new pulumi.RunError(
    `expiry is true, which the permissions boundary of the bootstrap stack "${config.bootstrapStack}" does not allow: ` +
      "set expiry to true in that stack's github and deploy it, or expiry to false here.",
  );
}
