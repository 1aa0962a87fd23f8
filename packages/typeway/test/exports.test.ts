import t from "tap";
import * as typeway from "typeway";
import * as compiled from "typeway/compiled";
import * as middleware from "typeway/middleware";
import * as testing from "typeway/testing";

t.test("exports: what a user may rely on; a change here is a release note", async (t) => {
  t.strictSame(Object.keys(typeway).sort(), [
    "App",
    "HttpError",
    "InvalidValue",
    "Reply",
    "Router",
    "TypewayError",
    "ValidationError",
    "WebSocketClosed",
    "WebSocketError",
    "bytes",
    "defaultAnswer",
    "health",
    "html",
    "loadSettings",
    "parse",
    "parseJson",
    "redirect",
    "redocPage",
    "reply",
    "safeEqual",
    "schemaOf",
    "stream",
    "swaggerPage",
    "swaggerRedirectPage",
    "text",
    "toJson",
  ]);
  t.strictSame(Object.keys(testing).sort(), [
    "AppDispatcher",
    "CookieJar",
    "TestClient",
    "TestReply",
    "TestSocket",
    "WebSocketRefused",
  ]);
  t.strictSame(Object.keys(middleware).sort(), [
    "accessLog",
    "compress",
    "connect",
    "cors",
    "decompress",
    "etag",
    "httpsRedirect",
    "memoryStore",
    "rateLimit",
    "requestId",
    "securityHeaders",
    "sessions",
    "trustedHosts",
  ]);
});

t.test("exports: generated code finds its library where it looks for it", async (t) => {
  t.strictSame(Object.keys(compiled).sort(), Object.keys(await import("@typeway/runtime/compiled")).sort());
  t.ok(Object.keys(compiled).length > 0);
});
