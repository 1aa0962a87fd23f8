import { Controller, Get, Header, Middlewares, Query, Route } from "@tsoa/runtime";
import type { NextFunction, Request, Response } from "express";
import { sessions, settings } from "#data";

let served = 0;

const readPage = (page: number, size: number) => ({ first: (page - 1) * size, size });
const readSettings = () => settings;
const openSession = async (token: string, { limit }: typeof settings) => ({ name: sessions.get(token), limit });
const findUser = ({ name }: { name: string | undefined }) => ({ name });

function count(_request: Request, _response: Response, next: NextFunction): void {
  served++;
  next();
}

/** What Typeway's dependencies make, a controller calls: tsoa checks after its middleware. */
@Route()
export class NotesController extends Controller {
  /**
   * @isInt page
   * @minimum page 1
   * @isInt size
   * @minimum size 1
   * @maximum size 100
   */
  @Get("teas")
  public readTeas(@Query() page: number = 1, @Query() size: number = 10) {
    return readPage(page, size);
  }

  /**
   * @isInt page
   * @minimum page 1
   * @isInt size
   * @minimum size 1
   * @maximum size 100
   */
  @Get("notes")
  @Middlewares(count)
  public async readNotes(@Header("x-session") token: string, @Query() page: number = 1, @Query() size: number = 10) {
    const session = await openSession(token, readSettings());
    const user = findUser(session);
    return { user: user.name, limit: session.limit, ...readPage(page, size) };
  }
}
