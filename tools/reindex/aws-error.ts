import { CommandError } from "../command/command-error";
import { statusOf } from "./aws-failure";

/** What of AWS a command uses. */
export interface AwsResource {
  /** What it is, such as `the bucket "embeddings"`. */
  readonly description: string;
  /** The option that names it. */
  readonly option: string;
  /** The IAM actions that the command needs on it. */
  readonly actions: string;
}

const credentialErrors =
  /^(?:CredentialsProviderError|ExpiredToken|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|TokenRefreshRequired|InvalidToken)/;

/** An error of the SDK that a command cannot go on after, as one line that names what it used and the fix. */
export function awsCommandError(error: unknown, { description, option, actions }: AwsResource): CommandError {
  if (error instanceof CommandError) return error;
  const { name, message } = error as Error;
  const reason = describeAwsError(error);
  if (message === "Region is missing") {
    return new CommandError("There is no AWS region to use: set AWS_REGION, or the region of your AWS profile");
  }
  if (credentialErrors.test(name)) {
    return new CommandError(`There are no valid AWS credentials (${reason}): sign in, or set AWS_PROFILE`);
  }
  const status = statusOf(error);
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
  return new CommandError(
    `${capitalized(description)} cannot be used (${reason}): run the same command again to go on`,
  );
}

/** What AWS says of a failure, in one line. */
export function describeAwsError(error: unknown): string {
  const { name, message, code } = error as NodeJS.ErrnoException;
  const status = statusOf(error);
  const type = name === "Error" && code ? code : name;
  const text = message.split("\n")[0] ?? "";
  const said = text === "" || text === type || text === "UnknownError" ? type : `${type}: ${text}`;
  return status === undefined ? said : `${status} ${said}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
