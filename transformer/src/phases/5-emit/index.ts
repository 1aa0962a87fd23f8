export { type Emission, type EmitInput, emit } from "./emit.js";
