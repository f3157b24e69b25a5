import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { denyInsecureTransport } from "../../common/policy-statement";

/** Arguments of {@link AlarmTopic}. */
export interface AlarmTopicArgs {
  /** The topic's physical name. */
  readonly topicName: string;
  /** Who is notified, once they have confirmed it by the link that SNS sends them. */
  readonly email: string;
  readonly accountId: pulumi.Input<string>;
}

/** A topic to which the alarms of this account publish, and nobody else, and which sends them by e-mail. */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:AlarmTopic", name, {}, opts);
    const child = { parent: this };

    const topic = new aws.sns.Topic(`${name}-topic`, { name: args.topicName }, child);
    new aws.sns.TopicPolicy(
      `${name}-publishers`,
      { arn: topic.arn, policy: alarmsPublish(topic.arn, args.accountId) },
      child,
    );
    new aws.sns.TopicSubscription(
      `${name}-email`,
      { topic: topic.arn, protocol: "email", endpoint: args.email },
      child,
    );

    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

function alarmsPublish(topicArn: pulumi.Output<string>, accountId: pulumi.Input<string>): pulumi.Output<string> {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      denyInsecureTransport("sns:Publish", topicArn),
    ],
  };
  return pulumi.jsonStringify(document);
}
