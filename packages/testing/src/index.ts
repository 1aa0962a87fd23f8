export { AppDispatcher, type AppDispatcherOptions } from "./app-dispatcher.js";
export { CookieJar } from "./cookie-jar.js";
export { TestClient } from "./test-client.js";
export type { TestClientOptions, TestOptions } from "./test-options.js";
export { type Json, TestReply } from "./test-reply.js";
export { TestSocket, WebSocketRefused } from "./test-socket.js";
