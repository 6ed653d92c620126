import { Copy, Ellipsis, FileText, FileType, Image, Sheet, SquareCode, Table2 } from 'lucide-react';
import type { Chart } from '../../shared/chart/chart.ts';
import { chartCsv, chartTsv } from '../../shared/export/chartTable.ts';
import { Button } from '../components/Button.tsx';
import { Menu } from '../components/Menu.tsx';
import { attempt, note } from '../state/toasts.ts';
import { useWorkbench } from '../state/workbenchStore.ts';
import { type Figure, figurePdf, figurePng, figureSvg, fileName } from './chartFiles.ts';
import { saveFile } from './saveFile.ts';

interface ChartMenuProps {
  readonly chart: Chart;
  readonly figure: () => Figure;
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
}

/** What every chart can be turned into. */
export function ChartMenu({ chart, figure, isTable, onTable }: ChartMenuProps) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  const save = (extension: string, media: string, make: () => Promise<string | Blob>): void => {
    void attempt(async () =>
      saveFile({ name: fileName(chart.name, extension), media, content: await make() }, dialogs),
    );
  };
  const copy = (what: string, make: () => Promise<ClipboardItem>): void => {
    void attempt(async () => {
      await navigator.clipboard.write([await make()]);
      note(`Copied ${what}`);
    });
  };
  return (
    <Menu
      label={`Chart: ${chart.name}`}
      button={<Button kind="quiet" icon={<Ellipsis />} hint="Save, copy, show as table" />}
      groups={[
        {
          entries: [
            {
              id: 'svg',
              label: 'Save as SVG',
              icon: <SquareCode />,
              onAction: () => save('svg', 'image/svg+xml', () => figureSvg(figure())),
            },
            {
              id: 'pdf',
              label: 'Save as PDF',
              icon: <FileType />,
              onAction: () =>
                save('pdf', 'application/pdf', async () => figurePdf(await figureSvg(figure()), chart.name)),
            },
            {
              id: 'png',
              label: 'Save as PNG',
              icon: <Image />,
              onAction: () => save('png', 'image/png', () => figurePng(figure(), 3)),
            },
            {
              id: 'csv',
              label: 'Save data as CSV',
              icon: <FileText />,
              onAction: () => save('csv', 'text/csv', () => Promise.resolve(chartCsv(chart.table()))),
            },
          ],
        },
        {
          entries: [
            {
              id: 'copy',
              label: 'Copy picture',
              icon: <Copy />,
              onAction: () =>
                copy('the picture', async () => new ClipboardItem({ 'image/png': await figurePng(figure(), 3) })),
            },
            {
              id: 'copyData',
              label: 'Copy data',
              icon: <Sheet />,
              onAction: () =>
                copy('the numbers', () =>
                  Promise.resolve(
                    new ClipboardItem({ 'text/plain': new Blob([chartTsv(chart.table())], { type: 'text/plain' }) }),
                  ),
                ),
            },
          ],
        },
        {
          entries: [
            {
              id: 'table',
              label: isTable ? 'Show as chart' : 'Show as table',
              icon: <Table2 />,
              onAction: () => onTable(!isTable),
            },
          ],
        },
      ]}
    />
  );
}
