import "reflect-metadata";
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Module,
  NotFoundException,
  ValidationPipe,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyReply } from "fastify";
import { parts } from "#data";
import { FramedController } from "./framed.controller.js";
import { MeController } from "./me.controller.js";
import { NotesController, SettingsService } from "./notes.controller.js";
import { partController } from "./part.controller.js";
import { ShopController } from "./shop.controller.js";

@Catch(NotFoundException)
class NotFoundFilter implements ExceptionFilter {
  catch(_exception: NotFoundException, host: ArgumentsHost) {
    host.switchToHttp().getResponse<FastifyReply>().status(404).send({ detail: "Not Found" });
  }
}

const more = process.env["ROUTES"] === undefined ? [] : parts.map(partController);

@Module({
  controllers: [ShopController, NotesController, MeController, FramedController, ...more],
  providers: [SettingsService],
})
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter({ logger: false }), {
  logger: false,
});
app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true, errorHttpStatusCode: 422 }));
app.useGlobalFilters(new NotFoundFilter());
await app.listen(Number(process.env["PORT"]), "127.0.0.1");
