import { ofType, type RegisteredResource, type StackResult } from "../pulumi/registered-resource";

/** A schedule that a service stack registered, with the function that it invokes. */
export interface RegisteredSchedule {
  readonly name: string;
  readonly lambda: RegisteredResource;
  /** As EventBridge Scheduler has it, such as `rate(1 day)`. */
  readonly expression: string;
  /** The time from one run to the next, in milliseconds. */
  readonly everyMs: number;
}

const unitsMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The schedules of a service. Throws where one invokes no function of it, or by something else than a rate. */
export function registeredSchedules(service: StackResult): RegisteredSchedule[] {
  const functions = ofType(service, "aws:lambda/function:Function");
  return ofType(service, "aws:scheduler/schedule:Schedule").map(({ inputs }) => {
    const name = String(inputs["name"]);
    const { arn } = inputs["target"] as { readonly arn?: string };
    const lambda = functions.find(({ state }) => state["arn"] === arn);
    if (!lambda) throw new Error(`The schedule ${name} has no function behind it`);
    const expression = String(inputs["scheduleExpression"]);
    const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
    const everyMs = Number(count) * (unitsMs[unit] ?? Number.NaN);
    if (!(everyMs > 0))
      throw new Error(`The local deployment knows rates only, and the schedule ${name} is ${expression}`);
    return { name, lambda, expression, everyMs };
  });
}
