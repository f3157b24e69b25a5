import { dashboardUrl } from "../../../service/observability/dashboard";

test.each([
  ["aws", "eu-west-1", "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1"],
  ["aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1"],
  [
    "aws-us-gov",
    "us-gov-west-1",
    "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1",
  ],
])("finds a dashboard in the console of %s", (partition, region, console) => {
  expect(dashboardUrl({ partition, region, accountId: "000000000000" }, "acme-dev")).toBe(
    `${console}#dashboards/dashboard/acme-dev`,
  );
});
