#include "sweep_figures.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <utility>

#include "svg_figure.hpp"

namespace rouse::command {
namespace {

using Mark = CurveStyle::Mark;

/// The page's two colours, dark enough for paper, and others that stay apart from both for all
/// common kinds of colour blindness.
constexpr const char* amber = "#b45309";
constexpr std::array others{"#00757c", "#5b3fd0", "#a3195b", "#55626a"};
constexpr std::array marks{Mark::square, Mark::diamond, Mark::triangle};

std::vector<float> ascending(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<float> starts_of(const SweepSummary& summary) {
  std::vector<float> starts;
  for (const SweepRow& row : summary.rows) starts.push_back(row.threshold);
  return ascending(std::move(starts));
}

/// Of thresholds.
std::vector<float> rates_of(const SweepSummary& summary) {
  std::vector<float> rates;
  for (const Arm& arm : summary.arms) {
    if (!arm.fixed()) rates.push_back(arm.learning_rate);
  }
  return ascending(std::move(rates));
}

CurveStyle style_of(const SweepSummary& summary, const Arm& arm) {
  if (arm.fixed()) return {"fixed thresholds", amber, "6 4", Mark::circle};
  std::size_t place = 0;
  for (const Arm& other : summary.arms) {
    if (other == arm) break;
    if (!other.fixed()) ++place;
  }
  std::string name = arm.mode == ThresholdMode::per_layer ? "one trainable threshold per layer"
                                                          : "trainable thresholds";
  if (rates_of(summary).size() > 1) name += ", lr " + format(arm.learning_rate);
  return {name, others[place % others.size()], "", marks[place % marks.size()]};
}

Point point_of(double x, const std::vector<double>& values) {
  return {x, mean(values), deviation(values)};
}

bool is_geometric(double low, double high) { return low > 0 && high / low >= 8; }

std::vector<double> in_percent(std::vector<double> shares) {
  for (double& share : shares) share *= 100;
  return shares;
}

const SweepRow& row_of(const SweepSummary& summary, float threshold, const Arm& arm) {
  return *std::find_if(summary.rows.begin(), summary.rows.end(), [&](const SweepRow& row) {
    return row.threshold == threshold && row.arm == arm;
  });
}

std::string panel_title(float threshold) { return "from " + format(threshold); }

std::string accuracy_name(const SweepSummary& summary) {
  return "test accuracy after " + std::to_string(summary.epochs) + " epochs, %";
}

std::string note_of(const SweepSummary& summary) {
  const std::size_t seeds = summary.seeds.size();
  return seeds == 1 ? "" : "mean ± standard deviation of " + std::to_string(seeds) + " seeds";
}

std::string accuracy_by_threshold(const SweepSummary& summary) {
  const std::vector<float> starts = starts_of(summary);
  Panel panel;
  for (const Arm& arm : summary.arms) {
    Curve curve{style_of(summary, arm), {}};
    for (const float start : starts) {
      const SweepRow& row = row_of(summary, start, arm);
      curve.points.push_back(point_of(start, in_percent(row.accuracy)));
    }
    panel.curves.push_back(std::move(curve));
  }
  Figure figure;
  figure.title = "Accuracy from good and bad initial thresholds";
  figure.x.name = "initial threshold, in the unit of the membrane potential";
  figure.x.logarithmic = is_geometric(starts.front(), starts.back());
  figure.y = accuracy_name(summary);
  figure.panels = {{std::move(panel)}};
  figure.highest = 100;
  figure.note = note_of(summary);
  return svg_of(figure);
}

/// One value of an epoch and a layer.
using Quantity = std::function<double(const EpochRecord&, std::size_t layer)>;

Panel course_from(const SweepSummary& summary, float start, std::size_t layer,
                  const Quantity& quantity) {
  Panel panel{panel_title(start), {}};
  for (const Arm& arm : summary.arms) {
    const SweepRow& row = row_of(summary, start, arm);
    Curve curve{style_of(summary, arm), {}};
    for (std::uint32_t epoch = 0; epoch <= summary.epochs; ++epoch) {
      std::vector<double> values;
      for (const RunRecord* run : row.runs) values.push_back(quantity((*run)[epoch], layer));
      curve.points.push_back(point_of(epoch, values));
    }
    panel.curves.push_back(std::move(curve));
  }
  return panel;
}

/// Over the epochs: a column for each initial threshold, a row for each of so many layers.
std::string course(const SweepSummary& summary, const std::string& title, const std::string& y,
                   double highest, std::size_t layers, const Quantity& quantity) {
  Figure figure;
  figure.title = title;
  figure.x.name = "epoch";
  figure.x.whole = true;
  figure.y = y;
  figure.highest = highest;
  figure.note = note_of(summary);
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const bool last = layer + 1 == summary.neurons.size();
    figure.rows.push_back(last ? "output layer" : "layer " + std::to_string(layer + 1));
    std::vector<Panel> row;
    for (const float start : starts_of(summary)) {
      row.push_back(course_from(summary, start, layer, quantity));
    }
    figure.panels.push_back(std::move(row));
  }
  return svg_of(figure);
}

/// Fixed thresholds are a level line.
std::string ablation(const SweepSummary& summary) {
  const std::vector<float> rates = rates_of(summary);
  Figure figure;
  figure.title = "Accuracy and the thresholds' learning rate";
  figure.x.name = "learning rate of the thresholds";
  figure.x.logarithmic = is_geometric(rates.front(), rates.back());
  figure.y = accuracy_name(summary);
  figure.panels.resize(1);
  figure.highest = 100;
  figure.note = note_of(summary);
  for (const float start : starts_of(summary)) {
    Panel panel{panel_title(start), {}};
    for (const Arm& arm : summary.arms) {
      const Point point =
          point_of(arm.learning_rate, in_percent(row_of(summary, start, arm).accuracy));
      if (arm.fixed()) {
        panel.curves.push_back(
            {style_of(summary, arm),
             {{rates.front(), point.y, point.spread}, {rates.back(), point.y, point.spread}}});
        continue;
      }
      CurveStyle style = style_of(summary, arm);
      style.name = style.name.substr(0, style.name.find(','));
      const auto same =
          std::find_if(panel.curves.begin(), panel.curves.end(),
                       [&](const Curve& curve) { return curve.style.name == style.name; });
      if (same == panel.curves.end()) {
        panel.curves.push_back({style, {point}});
      } else {
        same->points.push_back(point);
      }
    }
    for (Curve& curve : panel.curves) {
      std::sort(curve.points.begin(), curve.points.end(),
                [](const Point& a, const Point& b) { return a.x < b.x; });
    }
    figure.panels.front().push_back(std::move(panel));
  }
  return svg_of(figure);
}

}  // namespace

std::vector<FigureFile> figures_of(const SweepSummary& summary) {
  std::vector<FigureFile> files;
  if (starts_of(summary).size() > 1) {
    files.push_back({"accuracy", accuracy_by_threshold(summary)});
  }
  const std::size_t layers = summary.neurons.size();
  files.push_back(
      {"learning",
       course(summary, "Learning from each initial threshold", "test accuracy, %", 100, 1,
              [](const EpochRecord& epoch, std::size_t) { return 100 * epoch.test_accuracy; })});
  files.push_back({"dead", course(summary, "Dead neurons", "neurons that never fire, %", 100,
                                  layers, [&](const EpochRecord& epoch, std::size_t l) {
                                    return 100.0 * epoch.dead[l] /
                                           static_cast<double>(summary.neurons[l]);
                                  })});
  files.push_back(
      {"rate", course(summary, "Firing rates", "spikes per neuron and time bin", 0, layers,
                      [](const EpochRecord& epoch, std::size_t l) { return epoch.rate[l]; })});
  files.push_back({"weights", course(summary, "Movement of the weights",
                                     "distance from the initial weights, % of their norm", 0,
                                     layers, [](const EpochRecord& epoch, std::size_t l) {
                                       return 100 * epoch.weight_distance[l];
                                     })});
  if (rates_of(summary).size() > 1) files.push_back({"ablation", ablation(summary)});
  return files;
}

}  // namespace rouse::command
