/** Says of each key of a stack that has an encrypted value that it is left out, and what to do where it is needed. */
export function encryptedKeys({ stack, encrypted }: { readonly stack: string; readonly encrypted: readonly string[] }) {
  return encrypted.map(
    (key) =>
      `${key} is encrypted in Pulumi.${stack}.yaml, and left out: where it is needed locally, ` +
      "set it there without --secret.",
  );
}
