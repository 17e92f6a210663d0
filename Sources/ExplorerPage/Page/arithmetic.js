// One unit's arithmetic at one step, every sum with its terms. What a cell's
// sums are made of its code says, in the letters of its equations.

/// The terms of a quantity's sum, the largest first:
/// { terms: [{ source, unit, input, weight, product }], bias, sum, words }.
export function workedSum(reading, layerIndex, key, step, unit) {
  const layer = reading.model.layers[layerIndex];
  const { parts, function: words } = layer.definition.sums[key];
  const at = place(layer, reading.tables[layerIndex][key].width, unit);
  const look = (source) => elements(reading, layerIndex, source, step);
  let [terms, bias] = [[], 0];
  for (const part of parts) {
    if (part.bias) bias += part.sign * layer.weights[part.bias][at];
    else if (part.term) {
      const { values, names } = look(part.term);
      terms.push({ source: names[at], product: part.sign * values[at] });
    } else if (part.weight) {
      const { values, names } = look(part.of);
      terms.push(term(names[at], values[at], layer.weights[part.weight][at], at));
    } else {
      terms.push(...products(layer.weights[part.matrix], look(part.of), at));
    }
  }
  terms.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const sum = terms.reduce((total, { product }) => total + product, bias);
  return { terms, bias, sum, words };
}

/// Which value of a quantity a unit has: cells of a block share a gate.
function place(layer, width, unit) {
  return width >= layer.units ? unit : Math.floor(unit * width / layer.units);
}

function term(source, input, weight, unit) {
  return { source, input, weight, unit, product: input * weight };
}

/// The products of one row of a matrix with a vector; those with the embedding
/// of a character as their sum.
function products(matrix, { values, names, isHidden, isWhole }, at) {
  const row = matrix.subarray(at * values.length, (at + 1) * values.length);
  const terms = Array.from(values, (input, k) => term(
    names[k], input, row[k], isHidden ? k : undefined));
  if (!isWhole) return terms;
  return [{ source: "character", isCharacter: true,
    product: terms.reduce((sum, { product }) => sum + product, 0) }];
}

/// The values of a source, each with a name.
function elements(reading, layerIndex, source, step) {
  const { model } = reading;
  const [kind, ...rest] = source;
  const parts = () => rest.map((r) => elements(reading, layerIndex, r, step));
  const named = (values, name) => ({
    values, names: Array.from(values, (_, k) => `${name}[${k}]`) });
  switch (kind) {
    case "input": return input(reading, layerIndex, step);
    case "before": {
      const values = reading.states[step][layerIndex][rest[0]];
      return { ...named(values, rest[0]), isHidden: rest[0] === "h" };
    }
    case "now":
      return named(reading.tables[layerIndex][rest[0]].row(step), rest[0]);
    case "joined": {
      const all = parts();
      return { values: all.flatMap((p) => Array.from(p.values)),
        names: all.flatMap((p) => p.names) };
    }
    default: {
      const [a, b] = parts();
      return { values: a.values.map((v, k) => v * b.values[k]),
        names: a.names.map((name, k) => `${name.split("[")[0]}·${b.names[k]}`) };
    }
  }
}

/// What the layer reads: a character, a row, or h of the layer below.
function input(reading, layerIndex, step) {
  const { model } = reading;
  if (layerIndex > 0) {
    const values = reading.tables[layerIndex - 1].h.row(step);
    return { values, names: Array.from(
      values, (_, k) => `h[${k}] of layer ${layerIndex - 1}`) };
  }
  const values = model.input(reading.items[step]);
  return model.isText ? { values, names: [], isWhole: true }
    : { values, names: model.reader.columns };
}
