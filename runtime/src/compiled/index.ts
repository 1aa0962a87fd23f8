export { FAIL, MISMATCH } from "@typeway/contract";
export { note } from "./note.js";
