/** The bench page's tables: every number of the pictures, for those who do not see them too. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BenchReport, Sweep, SweepPoint } from 'rouse-snn/bench';
import { count, percent } from '../format';
import { billions, bytes, millions, nanosecondsPerEvent, significant } from './figures';

interface Column {
  /** May be left out where the page is narrow. */
  minor?: boolean;
  title: string;
}

function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): TemplateResult {
  const kind = (index: number) => (columns[index]?.minor ? 'minor' : '');
  return html`<table>
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(
          ({ title }, index) => html`<th scope="col" class=${kind(index)}>${title}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...cells]) => html`<tr>
          <th scope="row">${name}</th>
          ${cells.map((cell, index) => html`<td class=${kind(index + 1)}>${cell}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

export function trainingTable({ training }: BenchReport): TemplateResult | typeof nothing {
  if (training.length === 0) return nothing;
  return table(
    'Whole training steps',
    [
      { title: 'network' },
      { title: 'ms a sample' },
      { title: 'fastest – slowest', minor: true },
      { title: 'events a sample', minor: true },
      { title: 'million events/s' },
      { title: 'billion synaptic op/s' },
      { title: 'of the streaming limit' },
    ],
    training.map((one) => [
      `${one.network.replaceAll('-', '\u2011')}, batch ${one.batch}${
        one.gradient_thinning > 1 ? `, one gradient in ${one.gradient_thinning}` : ''
      }`,
      significant(one.ms_per_sample),
      `${significant(one.ms_per_sample_fastest)} – ${significant(one.ms_per_sample_slowest)}`,
      count(one.events_per_sample),
      millions(one.events_per_second),
      billions(one.synaptic_operations_per_second),
      percent(one.share_of_streaming_limit),
    ]),
  );
}

export function sweepTable(
  { points }: Sweep,
  caption: string,
  first: string,
  of: (point: SweepPoint) => string,
): TemplateResult | typeof nothing {
  if (points.length === 0) return nothing;
  return table(
    caption,
    [
      { title: first },
      { title: 'ms a sample' },
      { title: 'ns an event' },
      { title: 'million events/s' },
      { title: 'billion synaptic op/s' },
    ],
    points.map((point) => [
      of(point),
      significant(point.ms_per_sample),
      significant(nanosecondsPerEvent(point)),
      millions(point.events_per_second),
      billions(point.synaptic_operations_per_second),
    ]),
  );
}

export function kernelTable({ kernels }: BenchReport): TemplateResult | typeof nothing {
  if (kernels.length === 0) return nothing;
  return table(
    'Kernels',
    [
      { title: 'kernel' },
      { title: 'ms', minor: true },
      { title: 'op/byte read', minor: true },
      { title: 'billion op/s' },
      { title: 'of the streaming limit' },
    ],
    kernels.map((one) => [
      one.share_of_streaming_limit === undefined
        ? one.kernel
        : `${one.kernel}, ${bytes(one.working_set_bytes)}`,
      significant(one.ms),
      significant(one.operations_per_byte),
      billions(one.operations_per_second),
      one.share_of_streaming_limit === undefined ? '' : percent(one.share_of_streaming_limit),
    ]),
  );
}

export function limitTable({ streaming, peaks }: BenchReport): TemplateResult | typeof nothing {
  if (streaming.length + peaks.length === 0) return nothing;
  return table(
    'Limits',
    [{ title: 'limit' }, { title: 'GB/s' }, { title: 'billion op/s' }],
    [
      ...streaming.map((one) => [
        `reading and adding ${bytes(one.working_set_bytes)}`,
        billions(one.bytes_per_second),
        billions(one.additions_per_second),
      ]),
      ...peaks.map((one) => [one.name, '', billions(one.operations_per_second)]),
    ],
  );
}
