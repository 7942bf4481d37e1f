// Workbooks as another program reads them: GDAL's.

import { execFileSync } from 'node:child_process'

/** Every sheet as rows of texts by column, in the order of the workbook. */
export function readSheets(path) {
  const env = { ...process.env, OGR_XLSX_HEADERS: 'FORCE' }
  const layers = execFileSync('ogrinfo', ['-ro', '-q', path], { encoding: 'utf8', env })
  return layers
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\d+: /, '').replace(/ \(None\)$/, ''))
    .map((sheet) => {
      const read = execFileSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path, sheet], { encoding: 'utf8', env })
      return { sheet, rows: JSON.parse(read).features.map(({ properties }) => properties) }
    })
}
