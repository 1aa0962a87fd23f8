export {
  AppDispatcher,
  type AppDispatcherOptions,
  CookieJar,
  type Json,
  TestClient,
  type TestClientOptions,
  type TestOptions,
  TestReply,
  TestSocket,
  WebSocketRefused,
} from "@typeway/testing";
