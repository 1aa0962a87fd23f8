export { type Asset, type AssetName, assetCacheControl, assets, defaultAssetsUrl } from "./assets.js";
export type { JsonObject, Page } from "./page.js";
export { type RedocPageOptions, redocPage } from "./redoc-page.js";
export { type SwaggerPageOptions, swaggerPage, swaggerRedirectPage } from "./swagger-page.js";
