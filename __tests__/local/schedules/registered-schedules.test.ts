import { registeredSchedules } from "../../../local/schedules/registered-schedules";
import { registered } from "../../helpers/stacks/registered";

const lambda = registered("aws:lambda/function:Function", "sweep-function", { name: "sweep", arn: "arn:of:sweep" });
const schedule = (scheduleExpression: string, arn: unknown = lambda.state["arn"]) =>
  registered("aws:scheduler/schedule:Schedule", "s", { name: "daily", scheduleExpression, target: { arn } });
const service = (...resources: (typeof lambda)[]) => ({ resources: [lambda, ...resources], outputs: {} });

test.each([
  ["rate(1 day)", 86_400_000],
  ["rate(12 hours)", 43_200_000],
  ["rate(5 minutes)", 300_000],
])("knows how often %s is", (expression, everyMs) => {
  expect(registeredSchedules(service(schedule(expression)))).toEqual([{ name: "daily", lambda, expression, everyMs }]);
});

test.each(["cron(0 3 * * ? *)", "rate(0 days)", "rate(1 week)"])("does not know %s", (expression) => {
  expect(() => registeredSchedules(service(schedule(expression)))).toThrow(
    `The local deployment knows rates only, and the schedule daily is ${expression}`,
  );
});

test("refuses a schedule of what is no function of the service", () => {
  expect(() => registeredSchedules(service(schedule("rate(1 day)", "arn:of:others")))).toThrow(
    "The schedule daily has no function behind it",
  );
});
