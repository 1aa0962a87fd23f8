import { Controller, Get, Middlewares, Route } from "@tsoa/runtime";
import { forbidFrames, measure, number } from "./framing.js";

@Route()
export class FramedController extends Controller {
  @Get("framed")
  @Middlewares(measure, number, forbidFrames)
  public readFramed() {
    return { hello: "world" };
  }
}
