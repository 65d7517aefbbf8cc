import { ErrorState } from "@stratum-hq/react";
import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  title: string;
  children: ReactNode;
}

/** Keeps the frame when a page fails to draw. Give it a `key` per page, so that the next one starts afresh. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error() };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="portal-page portal-centred">
        <ErrorState title={this.props.title} error={error} onRetry={() => this.setState({ error: null })} />
      </div>
    );
  }
}
