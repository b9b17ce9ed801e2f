/** What other parts of the staff app may use of payment methods. */
export { paymentMethodsQuery } from "./queries.ts";
