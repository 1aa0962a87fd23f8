export { type PluginConfig, type SourceExtras, typeway, typeway as default } from "./plugin.js";
