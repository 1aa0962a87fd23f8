export type { Compiled, Dependency, Handler, Provided, Provider, Providing, SlotRole } from "./slot.js";
export type { Issue, Location } from "./issue.js";
export {
  CONTRACT_VERSION,
  FAIL,
  MISMATCH,
  type Answers,
  type BodySlot,
  type CompiledCallable,
  type CompiledEndpoint,
  type CompiledParam,
  type ContextKind,
  type DependencyOptions,
  type Encoder,
  type Fail,
  type Locations,
  type Note,
  type NotedDependency,
  type Place,
  type Text,
  type TextSlot,
} from "./compiled.js";
export type {
  AnswerDoc,
  BodySlotDoc,
  CallableDoc,
  EndpointDoc,
  ErrorDoc,
  JsonSchema,
  SchemaDoc,
  TextSlotDoc,
  TypeKey,
  Words,
} from "./document.js";
export type { Method, PlacedCallable, ResponseDoc, ResponseDocs, RouteRecord, RouteWords } from "./route.js";
export { APP, isApp, type AppLike, type ListenOptions, type Observer } from "./app.js";
