import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { denyInsecureTransport } from "../../common/policy-statement";

/** The longest that there is, in seconds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html */
const retentionSeconds = 14 * 86_400;

/** Arguments of {@link FailureQueue}. */
export interface FailureQueueArgs {
  /** The queue's physical name. */
  readonly queueName: string;
}

/** A queue of what was to be done and failed, for people to see: nothing reads it. */
export class FailureQueue extends pulumi.ComponentResource {
  readonly queueName: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;

  constructor(name: string, args: FailureQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:FailureQueue", name, {}, opts);
    const child = { parent: this };

    const queue = new aws.sqs.Queue(
      `${name}-queue`,
      { name: args.queueName, messageRetentionSeconds: retentionSeconds, sqsManagedSseEnabled: true },
      child,
    );
    new aws.sqs.QueuePolicy(`${name}-senders`, { queueUrl: queue.url, policy: onlyByTls(queue.arn) }, child);

    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.registerOutputs({ queueName: this.queueName, queueArn: this.queueArn });
  }
}

/** Who may send is said by the roles of this account. */
function onlyByTls(queueArn: pulumi.Output<string>): pulumi.Output<string> {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [denyInsecureTransport("sqs:*", queueArn)],
  };
  return pulumi.jsonStringify(document);
}
