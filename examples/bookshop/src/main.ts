import { createApp } from "./app.js";
import { openPool } from "./database/connect.js";
import { readSettings } from "./settings.js";

const { databaseUrl, dataDirectory } = readSettings(process.env);

export default createApp(() => openPool(databaseUrl, dataDirectory));
