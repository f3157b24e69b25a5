import { PolicyPack } from "@pulumi/policy";
import { checklist } from "./checklist";
import { policies } from "./policies";

new PolicyPack("embeddings-service", { enforcementLevel: "mandatory", policies: policies(checklist) });
