/** Keys to press one after the other. Decoration: who can't see them is told by `aria-keyshortcuts` or by text. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span aria-hidden className="inline-flex shrink-0 gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="grid h-5 min-w-5 place-items-center rounded border bg-subtle px-1 font-sans text-[0.6875rem] leading-none text-muted"
        >
          {key.length === 1 ? key.toUpperCase() : key}
        </kbd>
      ))}
    </span>
  );
}
