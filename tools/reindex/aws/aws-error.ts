import { isUnsubscribed } from "../../../functions/aws/aws-error";
import { CommandError } from "../../command/command-error";
import { describeFailure, failureOf, noRegion } from "./aws-failure";

/** What of AWS a command uses. */
export interface AwsResource {
  /** What it is, such as `the bucket "embeddings"`. */
  readonly description: string;
  /** The option that names it. */
  readonly option: string;
  /** The IAM actions that the command needs on it. */
  readonly actions: string;
}

/** What AWS did not do, also when it was asked again. */
export class AwsCallError extends Error {
  override readonly name = "AwsCallError";

  constructor(
    override readonly cause: unknown,
    private readonly resource: AwsResource,
  ) {
    super(describeFailure(cause));
  }

  /** The error of a command that cannot go on without: one line that names what it used and the fix. */
  toCommandError(): CommandError {
    const { description, option, actions } = this.resource;
    const { name, message, status } = failureOf(this.cause);
    const reason = this.message;
    if (message === noRegion) {
      return new CommandError("There is no AWS region to use: set AWS_REGION, or the region of your AWS profile");
    }
    if (credentialErrors.test(name)) {
      return new CommandError(`There are no valid AWS credentials (${reason}): sign in, or set AWS_PROFILE`);
    }
    if (isUnsubscribed(message)) {
      return new CommandError(
        `The account has no subscription to ${description} in AWS Marketplace (${reason}): an administrator makes it once, ` +
          "in the Bedrock console",
      );
    }
    if (status === 403 || /^AccessDenied/.test(name)) {
      return new CommandError(
        `Access to ${description} is denied (${reason}): check ${option}, and use credentials that may ${actions}`,
      );
    }
    if (status === 404) {
      return new CommandError(
        `There is no ${description.replace(/^the /, "")} (${reason}): check ${option} and the region`,
      );
    }
    const subject = description.charAt(0).toUpperCase() + description.slice(1);
    return new CommandError(`${subject} cannot be used (${reason}): run the same command again to go on`);
  }
}

const credentialErrors =
  /^(?:CredentialsProviderError|ExpiredToken|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|TokenRefreshRequired|InvalidToken)/;
