import { sql } from "kysely";
import {
  type DateOnly,
  type Default,
  type Depends,
  HttpError,
  type Int,
  type Int32,
  type MaxItems,
  type Maximum,
  type Minimum,
  type Pattern,
  type Query,
  type Reply,
  Router,
  reply,
  type UniqueItems,
} from "typeway";
import type { Database } from "./database/connect.js";
import type { openSession } from "./database/session.js";
import { offsetOf, type Page, type PageRequest, pageOf } from "./page.js";
import { containing, type Line, type SearchWords } from "./text.js";

/** Thirteen digits without hyphens. */
export type Isbn = string & Pattern<"^97[89][0-9]{10}$">;
/** An amount of money in cents. */
export type Cents = Int & Minimum<0> & Maximum<100_000_000>;
/** ISO 639-1. */
export type Language = "de" | "en" | "es" | "fr" | "it" | "ja" | "pl" | "ru";

/** A book as a client sends it. */
export interface NewBook {
  /** @example "9780141439792" */
  isbn: Isbn;
  /** @example "Northanger Abbey" */
  title: Line;
  /** @example 1 */
  authorId: Int32;
  /**
   * In cents.
   * @example 799
   */
  price: Cents;
  /**
   * Copies that can be ordered.
   * @example 3
   */
  stock: Default<Int & Minimum<0> & Maximum<1_000_000>, 0>;
  /** @example "1817-12-20" */
  publishedOn: DateOnly;
  /**
   * The language it is written in.
   * @example "en"
   */
  language: Language;
  /** @example ["novel", "satire"] */
  tags: Default<Line[] & MaxItems<10> & UniqueItems, []>;
}

export interface Book extends Omit<NewBook, "authorId"> {
  author: {
    id: Int32;
    /** @example "Jane Austen" */
    name: string;
  };
}

/** What may change: an ISBN names one book for ever. */
export interface BookChanges extends Partial<Omit<NewBook, "isbn">> {}

export interface BookSearch extends PageRequest {
  /** A part of the title or of the author's name, in any case. */
  text?: SearchWords;
  language?: Language;
  tag?: Line;
  authorId?: Int32;
  /** In cents. */
  maxPrice?: Cents;
  /** Leave out what is sold out. */
  inStock: Default<boolean, false>;
  sort: Default<"title" | "price" | "publishedOn", "title">;
  /** From the last to the first. */
  descending: Default<boolean, false>;
}

type Session = Depends<typeof openSession>;

async function findBook(isbn: Isbn, db: Session): Promise<Book> {
  const row = await selectBooks(db).where("books.isbn", "=", isbn).executeTakeFirst();
  if (row === undefined) throw new HttpError(404, "Book not found");
  return toBook(row);
}

/** Search the shop. */
async function searchBooks(search: Query<BookSearch>, db: Session): Promise<Page<Book>> {
  const found = matching(search, db);
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await found
    .select(bookColumns)
    .orderBy(`books.${search.sort}`, search.descending ? "desc" : "asc")
    .orderBy("books.isbn")
    .limit(search.size)
    .offset(offsetOf(search))
    .execute();
  return pageOf(rows.map(toBook), total, search);
}

/** Read one book. */
function readBook(book: Depends<typeof findBook>): Book {
  return book;
}

/** Add a book. */
async function addBook(book: NewBook, db: Session): Promise<Reply<201, Book, { location: string }>> {
  await requireAuthor(book.authorId, db);
  const added = await db
    .insertInto("books")
    .values(book)
    .onConflict((conflict) => conflict.doNothing())
    .returning("isbn")
    .executeTakeFirst();
  if (added === undefined) throw new HttpError(409, "The shop already has a book with this ISBN");
  return reply(201, await findBook(book.isbn, db), { location: `/books/${book.isbn}` });
}

/**
 * Change a book.
 *
 * What the body leaves out stays as it is.
 */
async function changeBook(changes: BookChanges, book: Depends<typeof findBook>, db: Session): Promise<Book> {
  if (Object.keys(changes).length === 0) return book;
  if (changes.authorId !== undefined) await requireAuthor(changes.authorId, db);
  await db.updateTable("books").set(changes).where("isbn", "=", book.isbn).execute();
  return findBook(book.isbn, db);
}

/** Remove a book that nobody has ordered. */
async function removeBook(book: Depends<typeof findBook>, db: Session): Promise<void> {
  const order = await db.selectFrom("orderItems").select("orderId").where("isbn", "=", book.isbn).executeTakeFirst();
  if (order !== undefined) throw new HttpError(409, "The book has been ordered, so it has to stay");
  await db.deleteFrom("books").where("isbn", "=", book.isbn).execute();
}

export const books = new Router({ prefix: "/books", tags: ["Books"] });
books.get("", searchBooks);
books.post("", addBook);
books.get("/{isbn}", readBook);
books.patch("/{isbn}", changeBook);
books.delete("/{isbn}", removeBook);

async function requireAuthor(id: number, db: Database): Promise<void> {
  const author = await db.selectFrom("authors").select("id").where("id", "=", id).executeTakeFirst();
  if (author === undefined) throw new HttpError(404, "Author not found");
}

const bookColumns = [
  "books.isbn",
  "books.title",
  "books.price",
  "books.stock",
  "books.publishedOn",
  "books.language",
  "books.tags",
  "authors.id as authorId",
  "authors.name as authorName",
] as const;

const withAuthors = (db: Database) => db.selectFrom("books").innerJoin("authors", "authors.id", "books.authorId");
const selectBooks = (db: Database) => withAuthors(db).select(bookColumns);

function matching(search: BookSearch, db: Database) {
  return withAuthors(db).where(({ and, or, eb, val }) =>
    and([
      ...(search.text === undefined
        ? []
        : [
            or([
              eb("books.title", "ilike", containing(search.text)),
              eb("authors.name", "ilike", containing(search.text)),
            ]),
          ]),
      ...(search.language === undefined ? [] : [eb("books.language", "=", search.language)]),
      ...(search.tag === undefined ? [] : [eb(val(search.tag), "=", eb.fn.any("books.tags"))]),
      ...(search.authorId === undefined ? [] : [eb("books.authorId", "=", search.authorId)]),
      ...(search.maxPrice === undefined ? [] : [eb("books.price", "<=", search.maxPrice)]),
      ...(search.inStock ? [eb("books.stock", ">", 0)] : []),
    ]),
  );
}

type BookWithAuthor = Omit<NewBook, "authorId"> & { authorId: number; authorName: string };

function toBook({ authorId, authorName, ...book }: BookWithAuthor): Book {
  return { ...book, author: { id: authorId, name: authorName } };
}
