/** What Typeway makes of its types, as classes: the pipe drops undeclared properties. */
import { Transform, Type } from "class-transformer";
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsRFC3339,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from "class-validator";

const isGiven = (_row: object, value: unknown) => value !== null;
const asBoolean = ({ value }: { value: unknown }) => (value === "true" ? true : value === "false" ? false : value);

export class ItemQuery {
  @IsString() q!: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit = 10;
  @Transform(asBoolean) @IsBoolean() verbose = false;
}

class Address {
  @IsString() @MinLength(1) street!: string;
  @IsString() @MinLength(1) city!: string;
  @Matches(/^[0-9]{5}$/) zip!: string;
  @IsIn(["DE", "FR", "GB", "US"]) country!: string;
}

class Customer {
  @IsString() @Length(1, 100) name!: string;
  @IsEmail() email!: string;
  @ValidateNested() @Type(() => Address) address!: Address;
}

class Line {
  @IsString() @Length(1, 40) sku!: string;
  @IsInt() @Min(1) @Max(1000) quantity!: number;
  @IsNumber() @Min(0) price!: number;
  @ValidateIf(isGiven) @IsString() @MaxLength(200) note!: string | null;
}

export class Order {
  @ValidateNested() @Type(() => Customer) customer!: Customer;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => Line) lines!: Line[];
  @IsRFC3339() placedAt!: string;
  @IsBoolean() isGift!: boolean;
}

class Movement {
  @IsString() @Length(1, 40) sku!: string;
  @IsInt() @Min(-1000) @Max(1000) quantity!: number;
  @IsIn(["in", "out", "count"]) kind!: string;
  @IsRFC3339() at!: string;
  @ValidateIf(isGiven) @IsString() @MaxLength(200) note!: string | null;
}

export class Stock {
  @IsString() @Length(1, 40) warehouse!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => Movement)
  movements!: Movement[];
}

export class PageQuery {
  @Type(() => Number) @IsInt() @Min(1) page = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) size = 10;
}
