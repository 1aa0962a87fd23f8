#!/usr/bin/env node
import { main } from "./main.js";

const code = await main(process.argv.slice(2));
// The user's module may hold sockets and timers open; what was printed goes out first.
process.stdout.write("", () => process.exit(code));
