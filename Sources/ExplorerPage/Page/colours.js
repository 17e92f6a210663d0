// The colours of the figures: dark to bright is closed to open, blue is
// positive, orange negative. What a colour means is the same in either theme.

/// A colour map of 255 levels from its hexadecimal digits.
function levels(digits) {
  return Array.from(digits.match(/.{6}/g), (hex) => [0, 2, 4].map(
    (k) => parseInt(hex.slice(k, k + 2), 16)));
}

export class Colours {
  constructor(maps, isDark) {
    this.maps = {
      gate: levels(maps.gate),
      signed: levels(isDark ? maps.signedOnDark : maps.signed),
    };
    this.isDark = isDark;
    this.invalid = [230, 0, 126];
    this.packed = Object.fromEntries(Object.entries(this.maps).map(
      ([name, map]) => [name, Uint32Array.from(map, pixel)]));
  }

  /// The colour of a value: limit is null for a gate, else the largest
  /// magnitude that colours show.
  rgb(value, limit) {
    if (Number.isNaN(value)) return this.invalid;
    return this.maps[limit === null ? "gate" : "signed"][level(value, limit)];
  }

  css(value, limit) {
    return `rgb(${this.rgb(value, limit).join(" ")})`;
  }

  pixel(value, limit) {
    return Number.isNaN(value)
      ? pixel(this.invalid)
      : this.packed[limit === null ? "gate" : "signed"][level(value, limit)];
  }

  /// Black or white, whichever reads better on a colour.
  ink(value, limit) {
    return contrast(this.rgb(value, limit)) >= 0.179 ? "#000" : "#fff";
  }

  /// A probability as a shade of blue.
  chance(p) {
    const blue = this.isDark ? "134 177 255" : "28 86 202";
    return `rgb(${blue} / ${(0.08 + 0.92 * p).toFixed(3)})`;
  }
}

function level(value, limit) {
  const share = limit === null ? value : 0.5 + 0.5 * value / limit;
  return Math.round(Math.min(1, Math.max(0, share)) * 254);
}

function pixel([red, green, blue]) {
  return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
}

/// Relative luminance (WCAG 2.1); at 0.179 black and white read alike.
function contrast(rgb) {
  const [r, g, b] = rgb.map((channel) => {
    const s = channel / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
