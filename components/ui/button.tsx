import { type ComponentProps, cloneElement, isValidElement } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

const variants = {
  primary: "ui-button-primary",
  secondary: "ui-button-secondary",
  ghost: "ui-button-ghost",
  danger: "ui-button-danger",
} as const;
const sizes = { sm: "ui-button-sm", md: "ui-button-md", lg: "ui-button-lg", icon: "ui-button-icon" } as const;

type ButtonProps = ComponentProps<"button"> & {
  variant?: keyof typeof variants | undefined;
  size?: keyof typeof sizes | undefined;
  /** Give the looks of a button to the one child, such as a link. */
  asChild?: boolean;
  /** Shows a spinner and refuses further clicks; the label stays, so the width does too. */
  isPending?: boolean;
};

export function Button({
  className,
  variant = "primary",
  size = "md",
  asChild,
  isPending,
  children,
  ...props
}: ButtonProps) {
  const styles = cn("ui-button", variants[variant], sizes[size], className);
  if (asChild) {
    if (!isValidElement<{ className?: string }>(children)) return null;
    return cloneElement(children, { ...props, className: cn(styles, children.props.className) });
  }
  return (
    <button
      type="button"
      {...props}
      className={styles}
      disabled={props.disabled || isPending}
      aria-busy={isPending}
    >
      {isPending && <Spinner />}
      {children}
    </button>
  );
}
