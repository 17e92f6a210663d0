// The commands that make what is on the page.

/// A word as a shell reads it.
export function quoted(word) {
  return /^[\w./,@=[\]-]+$/.test(word) && !word.includes("[")
    ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/// Numbers as the command line takes them: 0,3,8-15.
export function ranges(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const runs = [];
  for (const n of sorted) {
    const run = runs.at(-1);
    if (run && n === run[1] + 1) run[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(",");
}

/// [{ words, command }] for a view.
export function commands(app) {
  const { view, model, header } = app;
  const base = [];
  if (header.model.argument !== "book") {
    base.push("--model", header.model.argument);
  }
  if (model.isText) base.push("--text", view.text);
  else base.push("--csv", header.reader.source ?? "series.csv");
  const layer = model.layers.length > 1 ? ["--layer", view.layer] : [];
  const held = view.holds.flatMap((hold) => ["--clamp", hold.text]);
  const unit = ["--unit", view.unit];
  const at = ["--at", view.step];
  const units = ["--units", ranges(app.rows)];
  const list = [
    ["the heatmaps", ["plot-gates", "gates.png", ...base, ...layer, ...units,
      ...held]],
    ["every value", ["trace", ...base, ...layer, ...held, "-o", "trace.csv"]],
  ];
  if (held.length > 0) {
    list.push(["what the hold changes", ["intervene", ...base, ...held]]);
  } else {
    if (model.isText) {
      list.push(["the coloured text", ["plot-text", "text.png", ...base,
        ...layer, ...unit, "--quantity", view.quantity]]);
    }
    list.push(
      ["the cell", ["diagram", "cell.svg", ...base, ...layer, ...unit, ...at]],
      ["the arithmetic", ["step", ...base, ...layer, ...unit, ...at]]);
    if (app.definition.memory) {
      list.push(["the memory", ["memory", ...base, ...layer, ...unit, ...at]]);
    }
    if (view.span && model.isText) {
      list.push(["where the same units are on", ["match", ...base, ...layer,
        "--span", view.span.join("-")]]);
    }
  }
  return list.map(([words, parts]) => ({ words, command: [
    "lstm-lab", ...parts].map((part) => quoted(String(part))).join(" ") }));
}
