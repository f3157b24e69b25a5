import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { median } from "../../common/median";
import { type Kind, kinds } from "../packages/packagings";
import { pairedRatios } from "../statistics";
import type { ColdStarts } from "./cold-start";

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const labels: Record<Kind, string> = {
  ours: "this project",
  stock: "CallbackFunction alone",
  esbuild: "esbuild's defaults",
};
const colors: Record<Kind, string> = { ours: "#0f766e", stock: "#94a3b8", esbuild: "#d4a72c" };

/** Cold starts, loaded and first answer, as a bar chart in SVG: the medians of their ratios to stock packaging. */
export function coldStartChart(coldStarts: ColdStarts): string {
  const names = Object.keys(coldStarts).toReversed();
  const ratio = (name: string, kind: Kind) => {
    const taken = coldStarts[name];
    return taken ? median(pairedRatios(taken[kind].answerMs, taken.stock.answerMs)) : Number.NaN;
  };
  const chart = init(null, null, { renderer: "svg", ssr: true, width: 800, height: 520 });
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    title: { text: "Cold start: load and first answer, CallbackFunction alone = 1", left: "center" },
    // Without a browser, texts are measured narrower than they are drawn.
    legend: { top: 44, itemGap: 60 },
    grid: { left: 150, right: 60, top: 80, bottom: 30 },
    xAxis: { type: "value", min: 0 },
    yAxis: { type: "category", data: names },
    series: kinds.toReversed().map((kind) => ({
      name: labels[kind],
      type: "bar",
      itemStyle: { color: colors[kind] },
      label: { show: true, position: "right", formatter: ({ value }: { value: number }) => value.toFixed(2) },
      data: names.map((name) => ratio(name, kind)),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
