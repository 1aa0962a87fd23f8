"""The same endpoints with FastAPI, for pydantic 1 (in Debian's package) and 2."""

import json
import os
import time
from typing import AsyncIterable, List, Literal, Optional

import fastapi
import pydantic
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.responses import StreamingResponse
from fast_api_part import part
from pydantic import BaseModel, Field, conint

IS_FIRST = pydantic.VERSION.startswith("1")
# Since then an endpoint that yields answers lines of JSON.
HAS_LINES = tuple(map(int, fastapi.__version__.split(".")[:2])) >= (0, 134)


def whole(least: int, most: int):
    """Of pydantic 1 an int also takes 1.5, and cuts it."""
    return conint(ge=least, le=most, strict=True) if IS_FIRST else conint(ge=least, le=most)


def like(pattern: str) -> dict:
    return {"regex" if IS_FIRST else "pattern": pattern}


def sized(least: int, most: int) -> dict:
    words = ("min_items", "max_items") if IS_FIRST else ("min_length", "max_length")
    return dict(zip(words, (least, most)))


DATE_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"

settings = {"limit": 100}
users = {"7b0f4f1c2d": {"name": "ada", "roles": ["reader", "editor"]}}
sessions = {"s-1": "ada"}
counts = {"served": 0, "numbered": 0}

base = FastAPI()


class Hello(BaseModel):
    hello: str


@base.get("/hello", response_model=Hello)
async def hello():
    return {"hello": "world"}


class Item(BaseModel):
    itemId: int
    q: str
    limit: int
    verbose: bool


@base.get("/items/{itemId}", response_model=Item)
async def read_item(itemId: int, q: str, limit: int = Query(10, ge=1, le=100), verbose: bool = False):
    return {"itemId": itemId, "q": q, "limit": limit, "verbose": verbose}


class Address(BaseModel):
    street: str = Field(min_length=1)
    city: str = Field(min_length=1)
    zip: str = Field(**like("^[0-9]{5}$"))
    country: Literal["DE", "FR", "GB", "US"]


class Customer(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    email: str = Field(**like(r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$"))
    address: Address


class Line(BaseModel):
    sku: str = Field(min_length=1, max_length=40)
    quantity: whole(1, 1000)
    price: float = Field(ge=0)
    note: Optional[str] = Field(..., max_length=200)


class Order(BaseModel):
    customer: Customer
    lines: List[Line] = Field(**sized(1, 100))
    placedAt: str = Field(**like(DATE_TIME))
    isGift: bool


class Receipt(Order):
    id: int
    total: float


@base.post("/orders", status_code=201, response_model=Receipt)
async def add_order(order: Order):
    total = sum(line.quantity * line.price for line in order.lines)
    return {"id": 1, "total": total, **(order.dict() if IS_FIRST else order.model_dump())}


class Product(BaseModel):
    id: int
    sku: str
    name: str
    price: float
    stock: int
    tags: List[str]
    rating: Optional[float]
    isActive: bool
    updatedAt: str


products = [
    {
        "id": index + 1,
        "sku": f"tea-{1000 + index}",
        "name": f"Garden {index + 1}, second flush",
        "price": 4.5 + index * 0.25,
        "stock": (index * 7) % 50,
        "tags": ["green", "loose"] if index % 2 == 0 else ["black"],
        "rating": None if index % 4 == 0 else 3.5,
        "isActive": index % 5 != 0,
        "updatedAt": "2026-03-14T09:26:53Z",
    }
    for index in range(100)
]


@base.get("/products", response_model=List[Product])
async def read_products():
    return products


class Movement(BaseModel):
    sku: str = Field(min_length=1, max_length=40)
    quantity: whole(-1000, 1000)
    kind: Literal["in", "out", "count"]
    at: str = Field(**like(DATE_TIME))
    note: Optional[str] = Field(..., max_length=200)


class Stock(BaseModel):
    warehouse: str = Field(min_length=1, max_length=40)
    movements: List[Movement] = Field(**sized(1, 1000))


class Balance(BaseModel):
    warehouse: str
    count: int
    balance: int


@base.post("/stock", response_model=Balance)
async def add_stock(stock: Stock):
    balance = sum(movement.quantity for movement in stock.movements)
    return {"warehouse": stock.warehouse, "count": len(stock.movements), "balance": balance}


class Page(BaseModel):
    first: int
    size: int


async def read_page(page: int = Query(1, ge=1), size: int = Query(10, ge=1, le=100)):
    return {"first": (page - 1) * size, "size": size}


async def read_settings():
    return settings


async def open_session(x_session: str = Header(), known: dict = Depends(read_settings)):
    return {"name": sessions.get(x_session), "limit": known["limit"]}


async def find_user(session: dict = Depends(open_session)):
    return {"name": session["name"]}


async def count():
    counts["served"] += 1


@base.get("/teas", response_model=Page)
async def read_teas(page: dict = Depends(read_page)):
    return page


class Notes(Page):
    user: str
    limit: int


@base.get("/notes", response_model=Notes, dependencies=[Depends(count)])
async def read_notes(
    user: dict = Depends(find_user), session: dict = Depends(open_session), page: dict = Depends(read_page)
):
    return {"user": user["name"], "limit": session["limit"], **page}


class User(BaseModel):
    name: str
    roles: List[str]


async def current_user(credentials: Optional[HTTPAuthorizationCredentials] = Depends(HTTPBearer(auto_error=False))):
    user = users.get(credentials.credentials) if credentials else None
    if user is None:
        raise HTTPException(401, "Not authenticated", headers={"WWW-Authenticate": "Bearer"})
    return user


@base.get("/me", response_model=User)
async def read_me(user: dict = Depends(current_user)):
    return user


class Event(BaseModel):
    index: int
    kind: str
    value: float
    note: str


async def read_events():
    for index in range(100):
        yield Event(index=index, kind="reading", value=index + 0.5, note="as expected")


if HAS_LINES:

    @base.get("/events")
    async def stream_events() -> AsyncIterable[Event]:
        async for event in read_events():
            yield event

else:

    async def write_lines():
        async for event in read_events():
            yield json.dumps(event.dict() if IS_FIRST else event.model_dump(), separators=(",", ":")) + "\n"

    @base.get("/events")
    async def stream_events():
        return StreamingResponse(write_lines(), media_type="application/jsonl")


if "ROUTES" in os.environ:
    for index in range(100):
        base.include_router(part, prefix=f"/v1/part-{index}")

framed = FastAPI()


class ForbidFrames:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def send_more(message):
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-frame-options", b"DENY"))
            await send(message)

        await self.app(scope, receive, send_more)


class Number:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        counts["numbered"] += 1
        number = str(counts["numbered"]).encode()

        async def send_more(message):
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-request-number", number))
            await send(message)

        await self.app(scope, receive, send_more)


class Measure:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        started = time.perf_counter()

        async def send_more(message):
            if message["type"] == "http.response.start":
                took = f"app;dur={(time.perf_counter() - started) * 1000:.3f}"
                message["headers"].append((b"server-timing", took.encode()))
            await send(message)

        await self.app(scope, receive, send_more)


# Written for ASGI itself, which costs much less than `@app.middleware("http")`.
framed.add_middleware(ForbidFrames)
framed.add_middleware(Number)
framed.add_middleware(Measure)


@framed.get("/framed", response_model=Hello)
async def read_framed():
    return {"hello": "world"}


async def app(scope, receive, send):
    """Middleware of FastAPI is an application's, so one endpoint with some is an application."""
    inner = framed if scope["type"] == "http" and scope["path"] == "/framed" else base
    await inner(scope, receive, send)
