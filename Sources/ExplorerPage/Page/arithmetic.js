// One unit's arithmetic at one step, every sum with its terms. How a cell's
// sums are made the header says, in the letters of its equations.

/// The terms of a quantity's sum, the largest first:
/// { terms: [{ source, input, weight, product, layer, unit }], bias, sum }.
export function workedSum(reading, layerIndex, key, step, unit) {
  const model = reading.model;
  const layer = model.layers[layerIndex];
  const plan = layer.definition.sums[key];
  const vector = (name) => {
    if (name === "x") {
      return layerIndex > 0
        ? reading.tables[layerIndex - 1].h.row(step)
        : model.input(reading.items[step]);
    }
    return reading.states[step][layerIndex][name]
      ?? reading.tables[layerIndex][plan.keys?.[name] ?? name].row(step);
  };
  let [terms, bias] = [[], 0];
  for (const part of plan.parts) {
    if (part.matrix) {
      terms.push(...products(layer, part, vector(part.of), unit, {
        isWhole: part.of === "x" && layerIndex === 0 && model.isText,
        columns: part.of === "x" && layerIndex === 0
          ? model.reader.columns : null,
        prefix: part.of === "x" && layerIndex > 0
          ? `h of layer ${layerIndex - 1}` : part.of,
      }));
    } else if (part.product) {
      const [weight, of] = part.product;
      const [w, v] = [layer.weights[weight][unit], vector(of)[unit]];
      terms.push({
        source: `${of}[${unit}]`, unit, input: v, weight: w, product: v * w });
    } else {
      bias += layer.weights[part.vector][unit];
    }
  }
  terms.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const sum = terms.reduce((total, term) => total + term.product, bias);
  return { terms, bias, sum, activation: plan.activation };
}

/// The products of one row of a matrix with a vector; for the embedding of a
/// character, their sum.
function products(layer, part, values, unit, { isWhole, columns, prefix }) {
  const row = layer.weights[part.matrix].subarray(
    unit * values.length, (unit + 1) * values.length);
  const terms = Array.from(values, (input, k) => ({
    source: columns ? columns[k] ?? `x[${k}]` : `${prefix}[${k}]`,
    unit: part.of === "h" ? k : undefined,
    input, weight: row[k], product: input * row[k],
  }));
  if (!isWhole) return terms;
  return [{
    source: "character", isCharacter: true,
    product: terms.reduce((sum, term) => sum + term.product, 0),
  }];
}
