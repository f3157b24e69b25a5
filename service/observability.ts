import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../common/aws-scope";
import { AlarmTopic } from "./alarm-topic";
import { Alarms, type WatchedFunction } from "./alarms";
import { Dashboard } from "./dashboard";

/** Arguments of {@link Observability}. */
export interface ObservabilityArgs {
  /** The start of the physical names, and the dashboard's whole name. */
  readonly namePrefix: string;
  readonly functions: readonly WatchedFunction[];
  readonly apiId: pulumi.Input<string>;
  readonly scope: pulumi.Output<AwsScope>;
  /**
   * An existing SNS topic that the alarms notify.
   * @default none
   */
  readonly alarmTopicArn?: string | undefined;
  /**
   * An address that the alarms notify by a topic of their own.
   * @default none
   */
  readonly alarmEmail?: string | undefined;
}

/** The alarms of a service, whom they notify, and its dashboard. */
export class Observability extends pulumi.ComponentResource {
  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:Observability", name, {}, opts);
    const child = { parent: this };
    const { namePrefix, functions, apiId, scope, alarmEmail } = args;

    const topicArn = alarmEmail
      ? new AlarmTopic(
          `${name}-notifications`,
          { topicName: `${namePrefix}-alarms`, email: alarmEmail, accountId: scope.accountId },
          child,
        ).topicArn
      : args.alarmTopicArn;
    const { alarmArns } = new Alarms(`${name}-alarms`, { namePrefix, functions, apiId, topicArn }, child);
    new Dashboard(
      `${name}-overview`,
      {
        dashboardName: namePrefix,
        region: scope.region,
        apiId,
        functionNames: functions.map(({ functionName }) => functionName),
        modelFunctionNames: functions.flatMap((watched) => (watched.invokesModel ? [watched.functionName] : [])),
        alarmArns,
      },
      child,
    );
    this.registerOutputs({});
  }
}
