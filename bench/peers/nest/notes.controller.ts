import {
  type CallHandler,
  type CanActivate,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Injectable,
  type NestInterceptor,
  Query,
  UnprocessableEntityException,
  UseGuards,
  UseInterceptors,
} from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { sessions, settings } from "#data";
import { PageQuery } from "./models.js";

interface Session {
  name: string | undefined;
  limit: number;
}
type SessionRequest = FastifyRequest & { session: Session };

@Injectable()
export class SettingsService {
  read() {
    return settings;
  }
}

/** What Typeway's dependencies make, a guard, an interceptor and decorators of parameters do: scopes of requests are dear. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly settings: SettingsService) {}

  async canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest<SessionRequest>();
    const token = request.headers["x-session"];
    if (typeof token !== "string") throw new UnprocessableEntityException("x-session is missing");
    request.session = { name: sessions.get(token), limit: this.settings.read().limit };
    return true;
  }
}

const CurrentSession = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<SessionRequest>().session,
);
const SessionUser = createParamDecorator((_data: unknown, context: ExecutionContext) => ({
  name: context.switchToHttp().getRequest<SessionRequest>().session.name,
}));

const readPage = ({ page, size }: PageQuery) => ({ first: (page - 1) * size, size });

@Injectable()
export class CountInterceptor implements NestInterceptor {
  served = 0;

  intercept(_context: ExecutionContext, next: CallHandler) {
    this.served++;
    return next.handle();
  }
}

@Controller()
export class NotesController {
  @Get("teas")
  readTeas(@Query() query: PageQuery) {
    return readPage(query);
  }

  @Get("notes")
  @UseGuards(SessionGuard)
  @UseInterceptors(CountInterceptor)
  readNotes(@SessionUser() user: Pick<Session, "name">, @CurrentSession() session: Session, @Query() query: PageQuery) {
    return { user: user.name, limit: session.limit, ...readPage(query) };
  }
}
