// Rows as CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for), and
// as a file to keep.

export type Cell = string | number | boolean | null | undefined;

// A cell that begins like a formula is one to a spreadsheet; names come from
// files of others.
function field(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' && /^[=+\-@\t]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function formatCsv(columns: string[], rows: Cell[][]): string {
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export function saveCsv(name: string, columns: string[], rows: Cell[][]): void {
  saveFile(name, `\ufeff${formatCsv(columns, rows)}`, 'text/csv;charset=utf-8');
}
