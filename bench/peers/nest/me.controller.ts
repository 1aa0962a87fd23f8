import {
  type CanActivate,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Injectable,
  UnauthorizedException,
  UseGuards,
} from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { users } from "#data";

interface User {
  name: string;
  roles: string[];
}
type UserRequest = FastifyRequest & { user: User };

@Injectable()
export class BearerGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    const http = context.switchToHttp();
    const request = http.getRequest<UserRequest>();
    const [scheme, token = ""] = request.headers.authorization?.split(" ") ?? [];
    const user = scheme?.toLowerCase() === "bearer" ? users.get(token) : undefined;
    if (user === undefined) {
      http.getResponse<FastifyReply>().header("www-authenticate", "Bearer");
      throw new UnauthorizedException();
    }
    request.user = user;
    return true;
  }
}

const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<UserRequest>().user,
);

@Controller()
export class MeController {
  @Get("me")
  @UseGuards(BearerGuard)
  readMe(@CurrentUser() user: User) {
    return user;
  }
}
