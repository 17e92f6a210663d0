// Everything in the address: what is read, what is chosen, what is held.

import { parsedHold } from "./holds.js";

/// The part of the address after #; what is as at first is left out.
export function written(view, first) {
  const fields = new URLSearchParams();
  const put = (name, value, usual) => {
    if (value !== usual && value != null) fields.append(name, value);
  };
  put("text", view.text, first.text);
  put("at", String(view.step), String(first.step));
  put("unit", String(view.unit), String(first.unit));
  put("layer", String(view.layer), String(first.layer));
  put("quantity", view.quantity, first.quantity);
  put("order", view.order, first.order);
  if (view.all) fields.append("all", "1");
  if (view.span) fields.append("span", view.span.join("-"));
  for (const hold of view.holds) fields.append("hold", hold.text);
  put("compare", view.compare, first.compare);
  if (view.compare === "text") fields.append("other", view.other);
  put("temperature", String(view.temperature), String(first.temperature));
  put("theme", view.theme, first.theme);
  return fields.toString();
}

/// The view that an address stands for; what it does not say is as at first.
export function readAddress(hash, first) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const whole = (name) => {
    const value = Number(fields.get(name) ?? NaN);
    return Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  const span = fields.get("span")?.match(/^(\d+)-(\d+)$/);
  const temperature = Number(fields.get("temperature") ?? NaN);
  const view = {
    text: fields.get("text") ?? undefined,
    step: whole("at"), unit: whole("unit"), layer: whole("layer"),
    quantity: fields.get("quantity") ?? undefined,
    order: fields.get("order") ?? undefined,
    all: fields.has("all"),
    span: span ? [Number(span[1]), Number(span[2])] : null,
    holds: fields.getAll("hold").map(parsedHold).filter(Boolean),
    compare: fields.get("compare") ?? undefined,
    other: fields.get("other") ?? undefined,
    temperature: temperature > 0 ? temperature : undefined,
    theme: fields.get("theme") ?? undefined,
  };
  const said = Object.entries(view).filter(([, value]) => value !== undefined);
  return { ...first, ...Object.fromEntries(said) };
}
