import type { JsonSchema } from "@/lib/contracts/openapi";
import { RichText } from "../rich-text";
import { bounds, innerObject, typeName } from "./type-name";

interface FieldProps {
  name: string;
  schema: JsonSchema;
  /** Shown where it matters: in what is sent. */
  isRequired?: boolean;
}

/** The fields of an object, and below each those of what it holds. */
export function Fields({ schema, areSent }: { schema: JsonSchema; areSent: boolean }) {
  const object = innerObject(schema);
  if (!object) return null;
  return (
    <ul className="divide-y border-y text-sm">
      {Object.entries(object.properties ?? {}).map(([name, property]) => (
        <li key={name} className="py-2.5">
          <Field name={name} schema={property} isRequired={areSent && object.required?.includes(name)} />
          {innerObject(property) && (
            <div className="mt-2 ml-1 border-l-2 pl-4">
              <Fields schema={property} areSent={areSent} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** One field or parameter: its name, its type, what it means and what bounds it. */
export function Field({ name, schema, isRequired }: FieldProps) {
  const rules = bounds(schema);
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <code className="font-mono text-[0.8125rem] font-semibold break-all">{name}</code>
        <span className="text-xs text-muted">{typeName(schema)}</span>
        {isRequired && <span className="text-xs font-medium text-warning">required</span>}
      </p>
      {schema.description && (
        <p className="text-muted">
          <RichText text={schema.description} />
        </p>
      )}
      {rules.length > 0 && (
        <p className="text-xs text-muted">
          <RichText text={`${rules.join("; ").replace(/^[a-z]/, (first) => first.toUpperCase())}.`} />
        </p>
      )}
    </>
  );
}
