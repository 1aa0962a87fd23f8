import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? installed.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("Chromium is not installed; CHROMIUM may name it.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
