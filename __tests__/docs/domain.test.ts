import { domain } from "../../bench/stacks/cost";
import { hostRefusal } from "../../local/gateway/gateway-addresses";
import { registeredAddresses } from "../../local/gateway/registered-addresses";
import { Page } from "../helpers/docs/page";
import { runPageProgram } from "../helpers/docs/page-program";
import { named, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const page = new Page("docs/domain.md");

test("its program points the name to what the service returns", async () => {
  const { outputs } = await runLayer("service", { config: domain });
  const result = await runPageProgram(page.section("In DNS"), { "acme/embeddings-service/prod": outputs });
  expect(named(result, "embeddings").inputs).toMatchObject({
    type: "A",
    name: domain.domainName,
    aliases: [
      { name: outputs["targetDomainName"], zoneId: outputs["targetHostedZoneId"], evaluateTargetHealth: false },
    ],
  });
  expect(outputs["targetDomainName"]).toMatch(/^d-/);
});

test("says what the address of AWS answers once it is off, and which that is locally", async () => {
  const service = await runLayer("service", { config: { ...domain, defaultEndpoint: false } });
  const addresses = registeredAddresses(service, "us-east-1");
  expect(page.section("Locally")).toContain(`\`${addresses?.defaultHost}\``);
  const refusal = addresses && hostRefusal(addresses.defaultHost, addresses);
  expect(page.section("Turn the address of AWS off")).toContain(
    `\`${refusal?.status} ${JSON.stringify({ message: refusal?.message })}\``,
  );
});

test("says when the alarm on the certificate goes off", async () => {
  const { inputs } = named(await runLayer("service", { config: domain }), "observability-alarms-certificate-expiry");
  expect(page.section("Give it a name")).toMatch(new RegExp(`goes off ${inputs["threshold"]} days before`));
});
