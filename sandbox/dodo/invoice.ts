import type { Payment } from "../entities";

/** A one-page PDF, written by hand because it needs no more than five lines of text. */
export function invoicePdf(payment: Payment): Uint8Array<ArrayBuffer> {
  const lines = [
    "Invoice (sandbox: no money was moved)",
    `Number ${payment.invoice_id ?? "none"}`,
    `Payment ${payment.payment_id}`,
    `Billed to ${payment.customer.name} <${payment.customer.email}>`,
    `Total ${(payment.total_amount / 100).toFixed(2)} ${payment.currency}, ${payment.status}`,
  ];
  const text = lines
    .map((line) => `(${line.replace(/[\\()]/g, "\\$&").replace(/[^\x20-\x7e]/g, "?")}) '`)
    .join("\n");
  const content = `BT /F1 12 Tf 72 740 Td 20 TL\n${text}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const startOfTable = pdf.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  pdf += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${startOfTable}\n%%EOF\n`;
  return new TextEncoder().encode(pdf);
}
