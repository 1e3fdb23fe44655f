/* Numbers as printers set them: a true minus, never "−0". */
export function number(value, decimals = 0) {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function signed(value, decimals = 0) {
  const text = number(value, decimals);
  return Number(text) > 0 ? `+${text}` : text;
}
