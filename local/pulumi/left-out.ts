import type { StackConfig } from "./stack-config";

/** A stack, and what of its configuration the CLI alone reads. */
type Incomplete = Pick<StackConfig, "encrypted" | "hasEnvironment"> & { readonly stack: string };

/** Says of all that a stack's configuration is without what it is, and what to do where it is needed. */
export function leftOut({ stack, encrypted, hasEnvironment }: Incomplete): string[] {
  const ofEnvironment =
    `The values of the environment that Pulumi.${stack}.yaml names are in Pulumi ESC, and left out: where one is needed ` +
    "locally, set it in that file too.";
  return [
    ...encrypted.map(
      (key) =>
        `${key} is encrypted in Pulumi.${stack}.yaml, and left out: where it is needed locally, ` +
        "set it there without --secret.",
    ),
    ...(hasEnvironment ? [ofEnvironment] : []),
  ];
}
