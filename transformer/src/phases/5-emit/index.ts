export { emit, type Emission, type EmitInput } from "./emit.js";
