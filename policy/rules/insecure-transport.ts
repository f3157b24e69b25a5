import type { CanonicalStatement } from "../policy-document";

const securely = "aws:securetransport";

/** Whether it denies everyone all of a service where the request comes without TLS, and nowhere else. */
export function deniesInsecureTransport(
  { allows, actions, principals, conditions: [condition, ...others] }: CanonicalStatement,
  service: string,
): boolean {
  return (
    !allows &&
    principals.includes("* *") &&
    actions.some((action) => action === `${service}:*` || action === "*") &&
    condition?.operator === "bool" &&
    condition.key === securely &&
    condition.values.join() === "false" &&
    others.length === 0
  );
}
