import { Readable } from "node:stream";
import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, StreamableFile } from "@nestjs/common";
import { products, readEvents } from "#data";
import { ItemQuery, Order, Stock } from "./models.js";

const toInt = new ParseIntPipe({ errorHttpStatusCode: 422 });

async function* writeLines() {
  for await (const event of readEvents()) yield `${JSON.stringify(event)}\n`;
}

@Controller()
export class ShopController {
  @Get("hello")
  readHello() {
    return { hello: "world" };
  }

  @Get("items/:itemId")
  readItem(@Param("itemId", toInt) itemId: number, @Query() { q, limit, verbose }: ItemQuery) {
    return { itemId, q, limit, verbose };
  }

  @Post("orders")
  addOrder(@Body() order: Order) {
    const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    return { id: 1, total, ...order };
  }

  @Get("products")
  readProducts() {
    return products;
  }

  @Post("stock")
  @HttpCode(200)
  addStock(@Body() { warehouse, movements }: Stock) {
    const balance = movements.reduce((sum, { quantity }) => sum + quantity, 0);
    return { warehouse, count: movements.length, balance };
  }

  @Get("events")
  streamEvents() {
    return new StreamableFile(Readable.from(writeLines()), { type: "application/jsonl" });
  }
}
