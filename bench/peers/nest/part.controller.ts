import { Controller, Delete, Get, Param, ParseIntPipe, type Type } from "@nestjs/common";

const toInt = new ParseIntPipe({ errorHttpStatusCode: 422 });

/** The ten routes of a part. */
export function partController(name: string): Type {
  @Controller(`v1/${name}`)
  class PartController {
    @Get()
    readList() {
      return { kind: "list" };
    }

    @Get("recent")
    readRecent() {
      return { kind: "recent" };
    }

    @Get("summary")
    readSummary() {
      return { kind: "summary" };
    }

    @Get([":id", ":id/history", ":id/items"])
    read(@Param("id", toInt) id: number) {
      return { id };
    }

    @Delete(":id")
    remove(@Param("id", toInt) id: number) {
      return { id };
    }

    @Get(":id/items/:item")
    readItem(@Param("id", toInt) id: number, @Param("item", toInt) item: number) {
      return { id, item };
    }

    @Delete(":id/items/:item")
    removeItem(@Param("id", toInt) id: number, @Param("item", toInt) item: number) {
      return { id, item };
    }

    @Get(":id/items/:item/notes/:note")
    readNote(@Param("id", toInt) id: number, @Param("item", toInt) item: number, @Param("note", toInt) note: number) {
      return { id, item, note };
    }
  }
  return PartController;
}
