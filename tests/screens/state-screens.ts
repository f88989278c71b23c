import { openDialog, type Screen } from "./screen";

/** The pages on which the state of the credits shows. */
export const balanceScreens: readonly Screen[] = [
  { name: "overview", path: "/dashboard" },
  { name: "send", path: "/dashboard/send" },
  { name: "billing", path: "/dashboard/billing" },
];

export const billingScreens: readonly Screen[] = [{ name: "billing", path: "/dashboard/billing" }];

/** With the agreement open. */
export const agreementScreens: readonly Screen[] = [
  ...billingScreens,
  {
    name: "dialog-auto-topup",
    path: "/dashboard/billing",
    act: openDialog("Set up auto top-up"),
    isWindow: true,
  },
];

export const operatorScreens = (customerId: string): readonly Screen[] => [
  { name: "system", path: "/operator" },
  { name: "customers", path: "/operator/customers" },
  { name: "customer", path: `/operator/customers/${customerId}` },
  { name: "webhooks", path: "/operator/webhooks" },
  { name: "drift", path: "/operator/drift" },
  { name: "money", path: "/operator/money" },
  { name: "log", path: "/operator/log" },
  { name: "no-such-customer", path: "/operator/customers/00000000-0000-7000-8000-000000000000" },
];
