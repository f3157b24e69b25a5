import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../../common/aws-scope";
import { AlarmTopic } from "./alarm-topic";
import { Alarms, type WatchedFunction, type WatchedSweep } from "./alarms";
import { Dashboard } from "./dashboard";

/** Arguments of {@link Observability}. */
export interface ObservabilityArgs {
  /** The service's name in its metrics, the start of the physical names, and the dashboard's whole name. */
  readonly serviceName: string;
  /** Those that answer requests. */
  readonly functions: readonly WatchedFunction[];
  /**
   * The sweep of expired embeddings.
   * @default none
   */
  readonly sweep?: WatchedSweep | undefined;
  readonly apiId: pulumi.Input<string>;
  readonly accessLogGroupName: pulumi.Input<string>;
  /** The Bedrock model that the service stores and searches with. */
  readonly modelId: string;
  /** What a search may be ordered again by. */
  readonly rerankerIds: readonly string[];
  readonly hasIndex: boolean;
  /**
   * The certificate of the API's domain name.
   * @default none
   */
  readonly certificateArn?: string | undefined;
  readonly scope: pulumi.Output<AwsScope>;
  /** Whether the service is watched as a whole, or each function too. */
  readonly alarms: "service" | "function";
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
    const {
      serviceName,
      functions,
      sweep,
      apiId,
      accessLogGroupName,
      modelId,
      rerankerIds,
      hasIndex,
      certificateArn,
      scope,
      alarms,
      alarmEmail,
    } = args;

    const topicArn = alarmEmail
      ? new AlarmTopic(
          `${name}-notifications`,
          { topicName: `${serviceName}-alarms`, email: alarmEmail, accountId: scope.accountId },
          child,
        ).topicArn
      : args.alarmTopicArn;
    const { alarmArns } = new Alarms(
      `${name}-alarms`,
      {
        serviceName,
        functions,
        sweep,
        apiId,
        hasIndex,
        reranks: rerankerIds.length > 0,
        certificateArn,
        alarms,
        topicArn,
      },
      child,
    );
    new Dashboard(
      `${name}-overview`,
      {
        serviceName,
        region: scope.region,
        apiId,
        accessLogGroupName,
        modelId,
        functionNames: functions.map(({ functionName }) => functionName),
        rerankerIds,
        rerankingFunctionNames: functions.filter(({ reranks }) => reranks).map(({ functionName }) => functionName),
        sweepName: sweep?.functionName,
        alarmArns,
      },
      child,
    );
    this.registerOutputs({});
  }
}
