"""The ten routes of a part."""

from fastapi import APIRouter
from pydantic import BaseModel

part = APIRouter()


class Kind(BaseModel):
    kind: str


class Part(BaseModel):
    id: int


class Item(Part):
    item: int


class Note(Item):
    note: int


@part.get("", response_model=Kind)
async def read_list():
    return {"kind": "list"}


@part.get("/recent", response_model=Kind)
async def read_recent():
    return {"kind": "recent"}


@part.get("/summary", response_model=Kind)
async def read_summary():
    return {"kind": "summary"}


@part.get("/{id}", response_model=Part)
@part.delete("/{id}", response_model=Part)
@part.get("/{id}/history", response_model=Part)
@part.get("/{id}/items", response_model=Part)
async def read_part(id: int):
    return {"id": id}


@part.get("/{id}/items/{item}", response_model=Item)
@part.delete("/{id}/items/{item}", response_model=Item)
async def read_item(id: int, item: int):
    return {"id": id, "item": item}


@part.get("/{id}/items/{item}/notes/{note}", response_model=Note)
async def read_note(id: int, item: int, note: int):
    return {"id": id, "item": item, "note": note}
