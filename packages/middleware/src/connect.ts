export { type ConnectMiddleware, connect } from "@typeway/runtime";
