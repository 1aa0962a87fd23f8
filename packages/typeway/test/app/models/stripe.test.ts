import { model } from "./model.js";
import type {
  ApiError,
  Card,
  Charge,
  Customer,
  DeletedCustomer,
  Discount,
  Event,
  Invoice,
  List,
  PaymentMethodDetails,
  Price,
  Product,
  Refund,
  Subscription,
} from "./stripe.js";

model<Charge>("payments: a charge, whose references may be expanded");
model<Refund>("payments: a refund");
model<Customer>("payments: a customer");
model<Customer | DeletedCustomer>("payments: a customer or what is left of one");
model<Card>("payments: a card");
model<PaymentMethodDetails>("payments: how it was paid, unions within unions");
model<Price>("payments: a price, with bigints");
model<Product>("payments: a product");
model<Subscription>("payments: a subscription");
model<Invoice>("payments: an invoice");
model<Discount>("payments: a discount, objects that no literal tells apart");
model<Event>("payments: an event");
model<ApiError>("payments: an error, told apart one level down");
model<List<Charge | Refund>>("payments: a list of charges and refunds");
