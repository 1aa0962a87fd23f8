import { Controller, Get, Request, Route, Security } from "@tsoa/runtime";
import type { User } from "./authentication.js";

@Route()
export class MeController extends Controller {
  @Get("me")
  @Security("bearer")
  public readMe(@Request() request: { user: User }): User {
    return request.user;
  }
}
