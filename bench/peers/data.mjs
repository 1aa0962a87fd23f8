export * from "../http/apps/data.mjs";
