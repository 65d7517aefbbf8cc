import { useState } from "react";

/** Open at first, and told of: what a story closes is closed. */
export function useOpened(told: (open: boolean) => void): {
  open: boolean;
  onOpenChange: (open: boolean) => void;
} {
  const [open, setOpen] = useState(true);
  return {
    open,
    onOpenChange: (next) => {
      setOpen(next);
      told(next);
    },
  };
}
