// Types in the shape of a cluster's API: deep optional records, integers or texts, schemas that hold themselves.
import type {
  Default,
  Exact,
  Int,
  Int32,
  MaxItems,
  Maximum,
  MaxLength,
  MinItems,
  Minimum,
  OrNull,
  Pattern,
} from "typeway";

type DnsLabel = string & Pattern<"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$"> & MaxLength<63>;
type Quantity = string & Pattern<"^\\d+(?:\\.\\d+)?(?:m|Ki|Mi|Gi)?$">;
type IntOrString = Int32 | string;
type Port = Int & Minimum<1> & Maximum<65535>;

export interface ObjectMeta {
  name?: DnsLabel;
  namespace?: DnsLabel;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  creationTimestamp?: Date | null;
  ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[];
  finalizers?: Set<string>;
  generation?: Int;
}
interface Kind<Name extends string, Version extends string, Spec, Status = unknown> {
  apiVersion: Version;
  kind: Name;
  metadata: ObjectMeta;
  spec: Spec;
  status?: Status;
}
export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?:
    | { fieldRef: { fieldPath: string } }
    | { secretKeyRef: { name: string; key: string; optional?: boolean } }
    | { configMapKeyRef: { name: string; key: string } };
}
export type Handler =
  | { exec: { command: string[] } }
  | { httpGet: { path?: string; port: IntOrString; scheme?: "HTTP" | "HTTPS" } }
  | { tcpSocket: { port: IntOrString } };
export type Probe = Handler & { initialDelaySeconds?: Int32; periodSeconds?: Int32 & Minimum<1> };
export interface Container {
  name: DnsLabel;
  image: string;
  args?: string[];
  env?: EnvVar[];
  ports?: { containerPort: Port; protocol?: "TCP" | "UDP" | "SCTP" }[];
  resources?: { limits?: Record<"cpu" | "memory", Quantity>; requests?: { cpu?: Quantity; memory?: Quantity } };
  livenessProbe?: Probe;
  imagePullPolicy: Default<"Always" | "Never" | "IfNotPresent", "IfNotPresent">;
  securityContext?: { runAsUser?: Int; privileged?: boolean; capabilities?: { add?: string[]; drop?: string[] } };
}
export interface Volume {
  name: string;
  emptyDir?: { medium?: string; sizeLimit?: Quantity };
  hostPath?: { path: string };
  configMap?: { name: string; items?: { key: string; path: string; mode?: Int32 }[] };
}
export interface PodSpec {
  containers: Container[] & MinItems<1>;
  initContainers?: Container[];
  volumes?: Volume[];
  restartPolicy?: "Always" | "OnFailure" | "Never";
  nodeSelector?: Record<string, string>;
  terminationGracePeriodSeconds?: Int | null;
  tolerations?: { key?: string; operator?: "Equal" | "Exists"; tolerationSeconds?: Int }[];
}
export interface Condition {
  type: string;
  status: "True" | "False" | "Unknown";
  lastTransitionTime: OrNull<Date>;
  message: Default<string, "">;
}
export interface PodStatus {
  phase: "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown";
  conditions?: Condition[];
  containerStatuses?: {
    name: string;
    ready: boolean;
    restartCount: Int32;
    state: { waiting: { reason: string } } | { running: { startedAt: Date } } | { terminated: { exitCode: Int32 } };
  }[];
}
export type Pod = Kind<"Pod", "v1", PodSpec, PodStatus>;
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: "In" | "NotIn" | "Exists"; values?: string[] }[];
}
export interface DeploymentSpec {
  replicas: Default<Int32 & Minimum<0>, 1>;
  selector: LabelSelector;
  template: { metadata?: ObjectMeta; spec: PodSpec };
  strategy?:
    | { type: "Recreate" }
    | { type: "RollingUpdate"; rollingUpdate?: { maxSurge?: IntOrString; maxUnavailable?: IntOrString } };
}
export type Deployment = Kind<"Deployment", "apps/v1", DeploymentSpec, { replicas?: Int32; conditions?: Condition[] }>;
export type Service = Kind<
  "Service",
  "v1",
  {
    type: "ClusterIP" | "NodePort" | "LoadBalancer";
    ports: { port: Port; targetPort?: IntOrString; nodePort?: Port }[];
    selector?: Record<string, string>;
  }
>;
export type ConfigMap = Omit<Kind<"ConfigMap", "v1", never>, "spec"> & {
  data?: Record<string, string>;
  immutable?: boolean;
};
export type Manifest = Pod | Deployment | Service;
/** A schema of schemas: everything in it may hold it again. */
export interface JsonSchemaProps {
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  description?: string;
  properties?: Record<string, JsonSchemaProps>;
  additionalProperties?: JsonSchemaProps | boolean;
  items?: JsonSchemaProps | JsonSchemaProps[];
  anyOf?: JsonSchemaProps[];
  not?: JsonSchemaProps;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  maximum?: number;
  maxLength?: Int & Minimum<0>;
  "x-kubernetes-int-or-string"?: boolean;
}
export type CustomResourceDefinition = Kind<
  "CustomResourceDefinition",
  "apiextensions.k8s.io/v1",
  {
    group: string;
    scope: "Cluster" | "Namespaced";
    names: { plural: DnsLabel; kind: string; shortNames?: string[] };
    versions: {
      name: string;
      served: boolean;
      storage: boolean;
      schema?: { openAPIV3Schema: JsonSchemaProps };
    }[] &
      MinItems<1> &
      MaxItems<3>;
  }
>;
export type Status = Exact<{
  kind: "Status";
  status: "Success" | "Failure";
  code?: Int32;
  reason?: string;
  details?: { name?: string; causes?: { field?: string; message?: string }[]; retryAfterSeconds?: Int32 };
}>;
export type Watch =
  | { type: "ADDED" | "MODIFIED" | "DELETED"; object: Pod }
  | { type: "BOOKMARK"; object: { metadata: ObjectMeta } }
  | { type: "ERROR"; object: Status };
export type Patch = (
  | { op: "add" | "replace" | "test"; path: string; value: unknown }
  | { op: "remove"; path: string }
  | { op: "move" | "copy"; from: string; path: string }
)[];
