import { type Mutation, remove, set } from "../../helpers/policy/mutation";

const domain = "domain-name";
const mapping = "domain-mapping";
const alarm = "observability-alarms-certificate-expiry";

/** What could be done to the API's addresses. */
export const customDomainMutations: readonly Mutation[] = [
  {
    rule: "CKV_AWS_206",
    name: "takes TLS 1.0",
    change: set(domain, "domainNameConfiguration.securityPolicy", "TLS_1_0"),
  },
  {
    rule: "CKV_AWS_206",
    name: "leaves open which TLS is taken",
    change: set(domain, "domainNameConfiguration.securityPolicy", undefined),
  },
  { rule: "api-mapping", name: "puts a base path before the API", change: set(mapping, "apiMappingKey", "vectors") },
  { rule: "api-mapping", name: "leads a name nowhere", change: remove(mapping) },
  { rule: "api-mapping", name: "maps another name", change: set(mapping, "domainName", "other.example.com") },
  { rule: "default-endpoint", name: "leaves an API without an address", change: remove(mapping) },
  { rule: "default-endpoint", name: "leads the only name to another API", change: set(mapping, "apiId", "other") },
  { rule: "alarm-certificate", name: "drops the alarm on the certificate", change: remove(alarm) },
  {
    rule: "alarm-certificate",
    name: "watches another certificate",
    change: set(alarm, "dimensions.CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/other"),
  },
  { rule: "alarm-certificate", name: "tells of the certificate in its last days", change: set(alarm, "threshold", 3) },
  {
    rule: "alarm-certificate",
    name: "tells of a certificate that is fresh",
    change: set(alarm, "comparisonOperator", "GreaterThanOrEqualToThreshold"),
  },
];
