import type { NextFunction, Request, Response } from "express";

let numbered = 0;

/** Express has nothing after a handler: what is timed has to be written with the head. */
export function measure(_request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  const { writeHead } = response;
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    response.setHeader("server-timing", `app;dur=${(performance.now() - started).toFixed(3)}`);
    return writeHead.apply(response, head);
  }) as typeof writeHead;
  next();
}

export function number(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader("x-request-number", String(++numbered));
  next();
}

export function forbidFrames(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader("x-frame-options", "DENY");
  next();
}
