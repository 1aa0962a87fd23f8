import type {
  ConfigMap,
  Container,
  CustomResourceDefinition,
  Deployment,
  EnvVar,
  JsonSchemaProps,
  Manifest,
  ObjectMeta,
  Patch,
  Pod,
  Probe,
  Service,
  Status,
  Watch,
} from "./kubernetes.js";
import { model } from "./model.js";

model<ObjectMeta>("cluster: metadata");
model<EnvVar>("cluster: a variable of the environment");
model<Probe>("cluster: a probe, a union intersected with an object");
model<Container>("cluster: a container");
model<Pod>("cluster: a pod");
model<Deployment>("cluster: a deployment");
model<Service>("cluster: a service");
model<ConfigMap>("cluster: a configuration");
model<Manifest>("cluster: any manifest");
model<JsonSchemaProps>("cluster: a schema that holds itself everywhere");
model<CustomResourceDefinition>("cluster: a definition with a recursive schema");
model<Status>("cluster: a status that takes no other keys");
model<Watch>("cluster: an event of a watch");
model<Patch>("cluster: a patch");
