import type { ReactNode } from "react";
import type { OperationObject, ResponseObject } from "@/lib/contracts/openapi";
import { CodeBlock } from "../code-block";
import { DocsSection } from "../docs-section";
import { RichText } from "../rich-text";
import { exampleRequest } from "./example-request";
import { Field, Fields } from "./fields";
import { MethodBadge } from "./method-badge";
import { resolved, type Schemas } from "./type-name";

interface OperationProps {
  id: string;
  method: string;
  path: string;
  operation: OperationObject;
  schemas: Schemas;
}

const titles = { path: "Path", query: "Query", header: "Headers" } as const;

/** One operation of the API, as the OpenAPI document describes it. */
export function Operation({ id, method, path, operation, schemas }: OperationProps) {
  const answers = Object.entries(operation.responses);
  const good = answers.filter(([status]) => status.startsWith("2"));
  const bad = answers.filter(([status]) => !status.startsWith("2"));
  const body = operation.requestBody?.content["application/json"];
  const sent = body && resolved(body.schema.items ?? body.schema, schemas);
  return (
    <DocsSection id={id} title={operation.summary}>
      <p className="flex min-w-0 items-center gap-2 font-mono text-[0.8125rem]">
        <MethodBadge method={method} />
        <span className="break-all">{path}</span>
      </p>
      <p>
        <RichText text={operation.description} />{" "}
        {operation["x-mailkit-access"] === "full"
          ? "Needs a key with full access."
          : "Any key may call it, also one for sending."}
      </p>
      {(["path", "query", "header"] as const).map((place) => (
        <Parameters key={place} place={place} operation={operation} />
      ))}
      {sent && (
        <Part title={body.schema.items ? "Body: a list, each entry with" : "Body"}>
          <Fields schema={sent} areSent />
        </Part>
      )}
      <CodeBlock snippets={[exampleRequest(method, path, operation)]} />
      {good.map(([status, answer]) => (
        <GoodAnswer key={status} status={status} answer={answer} schemas={schemas} />
      ))}
      <Errors answers={bad} />
    </DocsSection>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Parameters({ place, operation }: { place: keyof typeof titles; operation: OperationObject }) {
  const parameters = operation.parameters.filter((parameter) => parameter.in === place);
  if (parameters.length === 0) return null;
  return (
    <Part title={titles[place]}>
      <ul className="divide-y border-y text-sm">
        {parameters.map(({ name, schema, description, required }) => (
          <li key={name} className="py-2.5">
            <Field name={name} schema={{ ...schema, description }} isRequired={required} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function GoodAnswer(props: { status: string; answer: ResponseObject; schemas: Schemas }) {
  const { status, answer, schemas } = props;
  const media = answer.content["application/json"];
  if (!media) return null;
  const variants = media.schema.anyOf ?? [media.schema];
  const examples = media.examples ? Object.values(media.examples).map(({ value }) => value) : [media.example];
  return variants.map((variant, index) => (
    <Part
      key={variant.$ref}
      title={index === 0 ? `Answer ${status}: ${answer.description}` : `Answer ${status} to a dry run`}
    >
      <Fields schema={resolved(variant, schemas)} areSent={false} />
      <CodeBlock
        snippets={[{ label: "Answer", language: "json", code: JSON.stringify(examples[index], null, 2) }]}
      />
    </Part>
  ));
}

function Errors({ answers }: { answers: readonly [string, ResponseObject][] }) {
  return (
    <Part title="Errors">
      <ul className="grid gap-1.5 text-sm">
        {answers.map(([status, { content }]) => (
          <li key={status} className="flex gap-3">
            <code className="w-8 shrink-0 font-mono">{status}</code>
            <span className="flex min-w-0 flex-wrap gap-x-3 gap-y-1">
              {Object.keys(Object.values(content)[0]?.examples ?? {}).map((reason) => (
                <RichText key={reason} text={`[\`${reason}\`](/docs/errors#${reason})`} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
