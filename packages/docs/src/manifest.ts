/** Written by copy-assets.js: the served files and what is in them. */
export const manifest = {
  "swagger-ui-bundle.js": { type: "text/javascript; charset=utf-8", hash: "e6a898692f2d768e", bytes: 1732839 },
  "swagger-ui.css": { type: "text/css; charset=utf-8", hash: "3e86072be98d5b8b", bytes: 187914 },
  "oauth2-redirect.js": { type: "text/javascript; charset=utf-8", hash: "a5c8a34e09e49737", bytes: 1329 },
  "favicon-32x32.png": { type: "image/png", hash: "3ed612f41e050ca5", bytes: 628 },
  "redoc.standalone.js": { type: "text/javascript; charset=utf-8", hash: "1dcb9be6d613eeb6", bytes: 1103451 },
} as const;
