import type { IMetadataTypeTag } from "@typia/interface";
import type ts from "../../typescript.cjs";
import core from "./typia-core.cjs";

/** What a tag says, in typia's terms: `kind` is JSON Schema's keyword (`minLength`), or `type` for integer ranges. */
export type Tag = IMetadataTypeTag;
export type TagTarget = Tag["target"];

export type TagReading =
  | { readonly kind: "tags"; readonly tags: readonly Tag[] }
  /** The tag does not fit, or excludes another. */
  | { readonly kind: "refused"; readonly reason: string }
  /** typia itself threw. */
  | { readonly kind: "failed"; readonly reason: string };

/** Not declared by typia, although it exports it: reads one JSDoc tag. */
interface CommentTags {
  readonly MetadataCommentTagFactory: {
    get(props: { kind: string; type: "array" | "bigint" | "number" | "string"; value: string }): Tag[];
  };
}

const topLevel: core.MetadataFactory.IExplore = {
  top: true,
  object: null,
  property: null,
  nested: null,
  parameter: null,
  output: false,
  escaped: false,
  aliased: false,
};

/** Reads constraint tags with typia, so that its own tags, its JSDoc tags and ours mean the same. */
export class TagReader {
  readonly #objectByType = new Map<ts.Type, core.MetadataObjectType | string>();

  constructor(readonly checker: ts.TypeChecker) {}

  /** @param types object types with the one property `typia.tag`, members of one intersection */
  readTypes(target: TagTarget, types: readonly ts.Type[]): TagReading {
    const objects: core.MetadataObjectType[] = [];
    for (const type of types) {
      const object = this.#object(type);
      if (typeof object === "string") return { kind: "failed", reason: object };
      objects.push(object);
    }
    const errors: core.MetadataFactory.IError[] = [];
    return attempt(() => {
      const tags = core.MetadataTypeTagFactory.analyze({ errors, type: target, objects, explore: topLevel });
      const [error] = errors;
      return error ? { kind: "refused", reason: error.messages.map(readable).join("; ") } : { kind: "tags", tags };
    });
  }

  /** @param tags JSDoc tags; those typia does not know say nothing */
  readComments(target: "array" | "bigint" | "number" | "string", tags: readonly ts.JSDocTagInfo[]): TagReading {
    return attempt(() => {
      const found: Tag[] = [];
      for (const { name, text } of tags) {
        if (!commentTagNames[target].has(name)) continue;
        const value = (text ?? [])
          .map((part) => part.text)
          .join("")
          .trim();
        for (const tag of (core as unknown as CommentTags).MetadataCommentTagFactory.get({
          kind: name,
          type: target,
          value,
        })) {
          if (tag.value === null || tag.value === undefined)
            return { kind: "refused", reason: `'@${name} ${value}' has no usable value` };
          found.push(tag);
        }
      }
      return { kind: "tags", tags: found };
    });
  }

  #object(type: ts.Type): core.MetadataObjectType | string {
    const known = this.#objectByType.get(type);
    if (known) return known;
    const object = this.#analyze(type);
    this.#objectByType.set(type, object);
    return object;
  }

  #analyze(type: ts.Type): core.MetadataObjectType | string {
    try {
      const result = core.MetadataFactory.analyze({
        checker: this.checker,
        transformer: undefined,
        options: { escape: false, constant: true, absorb: true },
        components: new core.MetadataCollection(),
        type,
      });
      if (!result.success) return result.errors.flatMap((error) => error.messages).join("; ");
      return result.data.objects[0]?.type ?? `'${this.checker.typeToString(type)}' is not a tag`;
    } catch (error) {
      return messageOf(error);
    }
  }
}

const ofNumbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "type"];
const commentTagNames = {
  array: new Set(["items", "minItems", "maxItems", "uniqueItems"]),
  number: new Set(ofNumbers),
  bigint: new Set(ofNumbers),
  string: new Set(["format", "pattern", "length", "minLength", "maxLength"]),
} as const;

function attempt(read: () => TagReading): TagReading {
  try {
    return read();
  } catch (error) {
    return { kind: "failed", reason: messageOf(error) };
  }
}

/** typia speaks of the phantom property; a user wrote a constraint. */
const readable = (message: string): string =>
  message
    .replace(/^the property \["typia\.tag"\] target must contain (\w+) type\.$/, "it is not for the type $1")
    .replace(/\.$/, "");

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
