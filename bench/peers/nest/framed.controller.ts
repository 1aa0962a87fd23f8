import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from "@nestjs/common";
import type { FastifyReply } from "fastify";
import { tap } from "rxjs";

const replyOf = (context: ExecutionContext) => context.switchToHttp().getResponse<FastifyReply>();

@Injectable()
export class MeasureInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const started = performance.now();
    return next.handle().pipe(
      tap(() => {
        replyOf(context).header("server-timing", `app;dur=${(performance.now() - started).toFixed(3)}`);
      }),
    );
  }
}

@Injectable()
export class NumberInterceptor implements NestInterceptor {
  numbered = 0;

  intercept(context: ExecutionContext, next: CallHandler) {
    replyOf(context).header("x-request-number", String(++this.numbered));
    return next.handle();
  }
}

@Injectable()
export class FrameInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    replyOf(context).header("x-frame-options", "DENY");
    return next.handle();
  }
}

/** Interceptors are the middleware of Nest that is its own; that of Express would come with another package. */
@Controller()
export class FramedController {
  @Get("framed")
  @UseInterceptors(MeasureInterceptor, NumberInterceptor, FrameInterceptor)
  readFramed() {
    return { hello: "world" };
  }
}
