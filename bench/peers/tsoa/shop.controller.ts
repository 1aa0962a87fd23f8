import { Readable } from "node:stream";
import { Body, Controller, Get, Path, Post, Query, Route, SuccessResponse } from "@tsoa/runtime";
import { products, readEvents } from "#data";
import type { Order, Stock } from "./models.js";

async function* writeLines() {
  for await (const event of readEvents()) yield `${JSON.stringify(event)}\n`;
}

@Route()
export class ShopController extends Controller {
  @Get("hello")
  public readHello() {
    return { hello: "world" };
  }

  /**
   * @isInt itemId
   * @isInt limit
   * @minimum limit 1
   * @maximum limit 100
   */
  @Get("items/{itemId}")
  public readItem(
    @Path() itemId: number,
    @Query() q: string,
    @Query() limit: number = 10,
    @Query() verbose: boolean = false,
  ) {
    return { itemId, q, limit, verbose };
  }

  @Post("orders")
  @SuccessResponse(201)
  public addOrder(@Body() order: Order) {
    const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    return { id: 1, total, ...order };
  }

  @Get("products")
  public readProducts() {
    return products;
  }

  @Post("stock")
  public addStock(@Body() stock: Stock) {
    const balance = stock.movements.reduce((sum, { quantity }) => sum + quantity, 0);
    return { warehouse: stock.warehouse, count: stock.movements.length, balance };
  }

  @Get("events")
  public streamEvents(): Readable {
    this.setHeader("content-type", "application/jsonl");
    return Readable.from(writeLines());
  }
}
