import { bootstrap } from "./bootstrap/bootstrap";
import { bootstrapConfig } from "./bootstrap/config";
import { layerConfig, readConfig, refuseUnknownKeys } from "./common/config";
import { providerKeys } from "./common/provider-config";
import { serviceConfig } from "./service/config";
import { service } from "./service/service";

/** The Pulumi program: provisions the layer that the stack's configuration names and returns its outputs. */
export = async () => {
  refuseUnknownKeys([layerConfig, bootstrapConfig, serviceConfig].flatMap(({ shape }) => Object.keys(shape)));
  refuseUnknownKeys(providerKeys, "aws");
  return readConfig(layerConfig).layer === "bootstrap"
    ? bootstrap(readConfig(bootstrapConfig))
    : service(readConfig(serviceConfig));
};
