import type { DeploymentDocument } from "../../deployment/deployment-document";
import type { DeploymentAddress } from "./deployment-address";

/** What a part of the view is given. */
export interface PartProps {
  readonly deployment: DeploymentDocument;
  readonly address: DeploymentAddress;
  /** Shows something else; it comes into the history where it is chosen, and not where it is typed. */
  readonly onChange: (change: Partial<DeploymentAddress>, options?: { readonly replace: boolean }) => void;
}
