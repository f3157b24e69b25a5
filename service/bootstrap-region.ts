import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * The bootstrap's policies name one region, and a function's clients use the one that they run in. Throws a `RunError`
 * where they are not the same.
 */
export async function requireBootstrapRegion(bootstrapRegion: string, provider: aws.Provider): Promise<void> {
  const { region } = await aws.getRegion({}, { provider });
  if (region === bootstrapRegion) return;
  throw new pulumi.RunError(
    `aws:region is "${region}", and the bootstrap stack's buckets and policies are for "${bootstrapRegion}": ` +
      "deploy both into one region, or deploy a bootstrap stack for this one.",
  );
}
