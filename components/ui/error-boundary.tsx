"use client";

import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  /** What is shown instead; `retry` tries the children again. */
  fallback: (error: unknown, retry: () => void) => ReactNode;
  children: ReactNode;
}

interface Caught {
  error: unknown;
  hasError: boolean;
}

const nothing: Caught = { error: null, hasError: false };

/** Keeps what goes wrong in a part of the page inside of it. Next's own is ten times as large. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Caught> {
  override state = nothing;

  static getDerivedStateFromError(error: unknown): Caught {
    return { error, hasError: true };
  }

  override render(): ReactNode {
    const { fallback, children } = this.props;
    if (!this.state.hasError) return children;
    return fallback(this.state.error, () => this.setState(nothing));
  }
}
