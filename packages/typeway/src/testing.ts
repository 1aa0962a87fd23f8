export {
  AppDispatcher,
  type AppDispatcherOptions,
  CookieJar,
  type Json,
  TestClient,
  type TestClientOptions,
  type TestOptions,
  TestReply,
} from "@typeway/testing";
