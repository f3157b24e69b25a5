import type { Rule } from "./rule";
import { alarms } from "./rules/alarms";
import { customDomains } from "./rules/custom-domains";
import { githubTrust } from "./rules/github-trust";
import { httpApiAccess } from "./rules/http-api-access";
import { httpApiStage } from "./rules/http-api-stage";
import { iamAttachments } from "./rules/iam-attachments";
import { iamEscalation } from "./rules/iam-escalation";
import { iamWildcards } from "./rules/iam-wildcards";
import { keptData } from "./rules/kept-data";
import { kmsKeys } from "./rules/kms-keys";
import { lambdaFunctions } from "./rules/lambda-functions";
import { logs } from "./rules/logs";
import { network } from "./rules/network";
import { queues } from "./rules/queues";
import { reviewedTypes } from "./rules/reviewed-types";
import { s3Access } from "./rules/s3-access";
import { s3Encryption } from "./rules/s3-encryption";
import { s3PublicAccess } from "./rules/s3-public-access";
import { s3Versions } from "./rules/s3-versions";
import { schedules } from "./rules/schedules";
import { topics } from "./rules/topics";
import { vectorEncryption } from "./rules/vector-encryption";

/** All rules. */
export const checklist: readonly Rule[] = [
  ...reviewedTypes,
  ...s3PublicAccess,
  ...s3Access,
  ...s3Versions,
  ...s3Encryption,
  ...vectorEncryption,
  ...keptData,
  ...kmsKeys,
  ...iamWildcards,
  ...iamEscalation,
  ...iamAttachments,
  ...githubTrust,
  ...httpApiAccess,
  ...httpApiStage,
  ...customDomains,
  ...lambdaFunctions,
  ...logs,
  ...alarms,
  ...network,
  ...topics,
  ...queues,
  ...schedules,
];
