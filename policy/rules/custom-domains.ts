import type { Rule } from "../rule";
import { types } from "../types";
import { read, show } from "../values";

/** How many days before a certificate expires somebody must hear of it, at the least. */
const minDays = 14;

/** At which addresses APIs answer. */
export const customDomains: readonly Rule[] = [
  {
    id: "CKV_AWS_206",
    name: "Domain names of APIs take TLS 1.2 and nothing older",
    description: "A domain name has the security policy TLS_1_2, for TLS_1_0 takes TLS 1.0 and 1.1 too.",
    resource: {
      types: [types.domainName],
      problem: ({ props }) => {
        const policy = read(props, "domainNameConfiguration.securityPolicy");
        return policy === "TLS_1_2" ? undefined : `the securityPolicy is ${show(policy)}: set it to TLS_1_2`;
      },
    },
  },
  {
    id: "api-mapping",
    name: "Domain names lead to the API as it is",
    description:
      "A domain name leads to an API of its stack without a base path, with which the API's paths would not be those of " +
      "its description and of OpenAI's clients.",
    resource: {
      types: [types.apiMapping],
      problem: ({ props: { apiMappingKey } }) =>
        apiMappingKey ? `has the apiMappingKey ${show(apiMappingKey)}: remove it` : undefined,
    },
    stack: {
      types: [types.domainName],
      problem: (domain, stack) =>
        stack.lacks(domain, stack.ofType(types.apiMapping), ({ props }) => props["domainName"])
          ? "leads to no API: add a mapping"
          : undefined,
    },
  },
  {
    id: "default-endpoint",
    name: "APIs have an address",
    description:
      "An API whose default endpoint is off has a domain name that leads to it, for else nobody could call it.",
    stack: {
      types: [types.api],
      problem: (api, stack) =>
        api.props["disableExecuteApiEndpoint"] === true &&
        stack.lacks(api, stack.ofType(types.apiMapping), ({ props }) => props["apiId"])
          ? "has its default endpoint off and no domain name: add one, or set disableExecuteApiEndpoint to false"
          : undefined,
    },
  },
  {
    id: "alarm-certificate",
    name: "Alarms tell of a certificate that nobody renewed",
    description:
      `The certificate of a domain name has an alarm on DaysToExpiry, ${minDays} days before it expires at the latest: no ` +
      "client calls an API whose certificate has expired.",
    stack: {
      types: [types.domainName],
      problem: ({ props }, stack) => {
        const certificateArn = read(props, "domainNameConfiguration.certificateArn");
        const watched = stack
          .ofType(types.alarm)
          .some(
            ({ props: alarm }) =>
              alarm["namespace"] === "AWS/CertificateManager" &&
              alarm["metricName"] === "DaysToExpiry" &&
              /^LessThan/.test(String(alarm["comparisonOperator"])) &&
              Number(alarm["threshold"]) >= minDays &&
              read(alarm, "dimensions.CertificateArn") === certificateArn,
          );
        return watched ? undefined : `has no alarm on DaysToExpiry of ${show(certificateArn)}: add one`;
      },
    },
  },
];
