#include "report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "arithmetic_peak.hpp"
#include "kernel_cases.hpp"

namespace rouse::benchmarks {
namespace {

using json::Value;
using Row = std::vector<std::string>;

std::string fixed(double number, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, number);
  return text.data();
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string percent(double share) { return fixed(100.0 * share, 1) + " %"; }

/// What a sweep's line goes through: x of each point, and y its milliseconds.
std::optional<Line> line_of(const std::vector<SweepPoint>& points,
                            double (*x_of)(const SweepPoint&)) {
  std::vector<double> x;
  std::vector<double> y;
  for (const SweepPoint& point : points) {
    x.push_back(x_of(point));
    y.push_back(point.milliseconds.middle());
  }
  if (points.size() < 2) return std::nullopt;
  return line_through(x, y);
}

double events_of(const SweepPoint& point) { return point.events_per_sample; }

double width_of(const SweepPoint& point) { return static_cast<double>(point.width); }

double per_second(const SweepPoint& point, double per_sample) {
  return 1000.0 * per_sample / point.milliseconds.middle();
}

double nanoseconds_per_event(const SweepPoint& point) {
  return 1e6 * point.milliseconds.middle() / point.events_per_sample;
}

// --- JSON -------------------------------------------------------------------------------------

Value json_of(const SweepPoint& point) {
  Value object = Value::object();
  object.set("network", Value::of(point.network));
  object.set("inputs", Value::of(std::uint64_t{point.inputs}));
  object.set("width", Value::of(std::uint64_t{point.width}));
  object.set("events_per_sample", Value::of(point.events_per_sample));
  object.set("synaptic_operations_per_sample", Value::of(point.synaptic_operations_per_sample));
  object.set("ms_per_sample", Value::of(point.milliseconds.middle()));
  object.set("ms_per_sample_fastest", Value::of(point.milliseconds.fastest()));
  object.set("ms_per_sample_slowest", Value::of(point.milliseconds.slowest()));
  object.set("events_per_second", Value::of(per_second(point, point.events_per_sample)));
  object.set("synaptic_operations_per_second",
             Value::of(per_second(point, point.synaptic_operations_per_sample)));
  return object;
}

Value json_of(const std::vector<SweepPoint>& points, const std::optional<Line>& line) {
  Value object = Value::object();
  Value list = Value::array();
  for (const SweepPoint& point : points) list.append(json_of(point));
  object.set("points", std::move(list));
  if (!line) return object;
  Value fitted = Value::object();
  fitted.set("intercept_ms", Value::of(line->intercept));
  fitted.set("slope_ms", Value::of(line->slope));
  fitted.set("r_squared", Value::of(line->r_squared));
  object.set("line", std::move(fitted));
  return object;
}

Value json_of(const StreamingSpeed& speed) {
  Value object = Value::object();
  object.set("working_set_bytes", Value::of(std::uint64_t{speed.working_set}));
  object.set("bytes_per_second", Value::of(speed.bytes_per_second));
  object.set("additions_per_second", Value::of(speed.bytes_per_second / sizeof(float)));
  return object;
}

Value json_of(const PeakSpeed& peak) {
  Value object = Value::object();
  object.set("name", Value::of(peak.name));
  object.set("operations_per_second", Value::of(peak.operations_per_second));
  return object;
}

Value json_of(const KernelSpeed& kernel) {
  Value object = Value::object();
  object.set("name", Value::of(kernel.name));
  object.set("kernel", Value::of(kernel.kernel));
  object.set("working_set_bytes", Value::of(std::uint64_t{kernel.working_set}));
  object.set("ms", Value::of(1000.0 * kernel.seconds.middle()));
  object.set("operations_per_second", Value::of(kernel.per_second()));
  object.set("operations_per_byte", Value::of(kernel.operations_per_byte()));
  if (kernel.share_of_limit) {
    object.set("share_of_streaming_limit", Value::of(*kernel.share_of_limit));
  }
  return object;
}

template <typename T>
Value list_of(const std::vector<T>& parts) {
  Value list = Value::array();
  for (const T& part : parts) list.append(json_of(part));
  return list;
}

// --- Markdown ---------------------------------------------------------------------------------

std::string machine_of(const SuiteOptions& options) {
  const std::string cores = std::to_string(options.cores);
  return joined({options.environment, ", ", options.cores > 0 ? cores : "unknown",
                 options.cores == 1 ? " core" : " cores", ", vectors of ",
                 std::to_string(vector_floats()), " floats (", vector_instructions(),
                 "), one thread, ", short_number(options.seconds), " s a measurement"});
}

std::string sweep_table(const std::vector<SweepPoint>& points) {
  std::vector<Row> rows{{"network", "events a sample", "ms a sample", "ns an event",
                         "million events/s", "billion synaptic operations/s"}};
  for (const SweepPoint& point : points) {
    rows.push_back({point.network, fixed(point.events_per_sample, 0),
                    fixed(point.milliseconds.middle(), 3), fixed(nanoseconds_per_event(point), 0),
                    fixed(per_second(point, point.events_per_sample) / 1e6, 2),
                    fixed(per_second(point, point.synaptic_operations_per_sample) / 1e9, 2)});
  }
  return markdown_table(rows);
}

std::string kernel_table(const std::vector<KernelSpeed>& kernels) {
  std::vector<Row> rows{
      {"kernel", "ms", "billion operations/s", "operations/byte read", "of the streaming limit"}};
  for (const KernelSpeed& kernel : kernels) {
    rows.push_back({kernel.name, fixed(1000.0 * kernel.seconds.middle(), 4),
                    fixed(kernel.per_second() / 1e9, 2), fixed(kernel.operations_per_byte(), 2),
                    kernel.share_of_limit ? percent(*kernel.share_of_limit) : ""});
  }
  return markdown_table(rows);
}

std::string roof_table(const Results& results) {
  std::vector<Row> rows{{"limit", "GB/s", "billion operations/s"}};
  for (const StreamingSpeed& speed : results.streaming) {
    rows.push_back({"streaming add, " + size_of(speed.working_set),
                    fixed(speed.bytes_per_second / 1e9, 1),
                    fixed(speed.bytes_per_second / sizeof(float) / 1e9, 2)});
  }
  for (const PeakSpeed& peak : results.peaks) {
    rows.push_back({peak.name, "", fixed(peak.operations_per_second / 1e9, 2)});
  }
  return markdown_table(rows);
}

/// A paragraph below a table: what the line says.
std::string sentence(const Line& line, const std::string& unit) {
  return joined({"\nLeast squares: ", fixed(1e6 * line.slope, 0), " ns for each ", unit,
                 line.intercept < 0 ? " less " : " plus ", fixed(std::abs(line.intercept), 3),
                 " ms, R² ", fixed(line.r_squared, 4), ".\n"});
}

void add_section(std::string& text, const std::string& title, const std::string& body) {
  text.append("\n### ").append(title).append("\n\n").append(body);
}

/// Of UTF-8: all bytes but those that continue a character.
std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

std::string markdown_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 3);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], characters_of(row[i]));
    }
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "|";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string pad(widths[i] - characters_of(rows[r][i]), ' ');
      text.append(" ").append(i == 0 ? rows[r][i] : pad).append(i == 0 ? pad : rows[r][i]);
      text.append(" |");
    }
    text += "\n";
    if (r > 0) continue;
    text += "|";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      text.append(" ").append(widths[i] - 1, '-').append(i == 0 ? "-" : ":").append(" |");
    }
    text += "\n";
  }
  return text;
}

Line line_through(std::span<const double> x, std::span<const double> y) {
  const auto count = static_cast<double>(x.size());
  double mean_x = 0;
  double mean_y = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mean_x += x[i] / count;
    mean_y += y[i] / count;
  }
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
    yy += (y[i] - mean_y) * (y[i] - mean_y);
  }
  const double slope = xy / xx;
  return {mean_y - slope * mean_x, slope, yy > 0 ? xy * xy / (xx * yy) : 1.0};
}

std::string short_number(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", number);
  return text.data();
}

std::string training_lines(const TrainingSpeed& speed) {
  const Times& times = speed.milliseconds;
  const std::string threads =
      speed.threads > 1 ? joined({", ", std::to_string(speed.threads), " threads"}) : "";
  return joined({speed.network,
                 ", ",
                 std::to_string(speed.steps),
                 " bins, batches of ",
                 std::to_string(speed.batch),
                 threads,
                 thinning_said(speed.gradient_thinning),
                 ": ",
                 fixed(times.middle(), 3),
                 " ms a sample\n",
                 "median of ",
                 std::to_string(times.values.size()),
                 " batches, fastest ",
                 fixed(times.fastest(), 3),
                 ", slowest ",
                 fixed(times.slowest(), 3),
                 "\n",
                 fixed(speed.events_per_sample, 0),
                 " events a sample, ",
                 fixed(speed.per_second(speed.events_per_sample) / 1e6, 2),
                 " million events a second\n",
                 fixed(speed.synaptic_operations_per_sample / 1e6, 2),
                 " million synaptic operations a sample, ",
                 fixed(speed.per_second(speed.synaptic_operations_per_sample) / 1e9, 2),
                 " billion a second, ",
                 percent(speed.share_of_limit()),
                 " of the streaming limit\n"});
}

std::string training_table(std::span<const TrainingSpeed> training) {
  std::vector<Row> rows{{"network", "ms a sample", "fastest", "slowest", "events a sample",
                         "million events/s", "billion synaptic operations/s",
                         "of the streaming limit"}};
  for (const TrainingSpeed& speed : training) {
    rows.push_back({speed.network + ", batch " + std::to_string(speed.batch) +
                        thinning_said(speed.gradient_thinning),
                    fixed(speed.milliseconds.middle(), 3), fixed(speed.milliseconds.fastest(), 3),
                    fixed(speed.milliseconds.slowest(), 3), fixed(speed.events_per_sample, 0),
                    fixed(speed.per_second(speed.events_per_sample) / 1e6, 2),
                    fixed(speed.per_second(speed.synaptic_operations_per_sample) / 1e9, 2),
                    percent(speed.share_of_limit())});
  }
  return markdown_table(rows);
}

Value report_json(const SuiteOptions& options, const Results& results) {
  Value report = Value::object();
  report.set("environment", Value::of(options.environment));
  report.set("cores", Value::of(std::uint64_t{options.cores}));
  report.set("vector_floats", Value::of(std::uint64_t{vector_floats()}));
  report.set("instructions", Value::of(std::string(vector_instructions())));
  report.set("data", Value::of(options.data));
  report.set("seconds", Value::of(options.seconds));
  report.set("training", list_of(results.training));
  report.set("events", json_of(results.events, line_of(results.events, events_of)));
  report.set("widths", json_of(results.widths, line_of(results.widths, width_of)));
  report.set("inputs", json_of(results.inputs, std::nullopt));
  report.set("streaming", list_of(results.streaming));
  report.set("peaks", list_of(results.peaks));
  report.set("kernels", list_of(results.kernels));
  return report;
}

std::string report_markdown(const SuiteOptions& options, const Results& results) {
  std::string text = joined({"## Rouse bench\n\n", machine_of(options), ".\n"});
  if (!results.training.empty()) {
    add_section(text, "Whole training steps, 300 bins, " + options.data,
                training_table(results.training));
  }
  if (!results.events.empty()) {
    std::string body = sweep_table(results.events);
    if (const auto line = line_of(results.events, events_of)) {
      body += sentence(*line, "event");
    }
    add_section(text, "More and more events (forward and backward, random events)", body);
  }
  if (!results.widths.empty()) {
    std::string body = sweep_table(results.widths);
    if (const auto line = line_of(results.widths, width_of)) {
      body += sentence(*line, "hidden neuron");
    }
    add_section(text, "Wider and wider hidden layers", body);
  }
  if (!results.inputs.empty()) {
    std::string body = sweep_table(results.inputs);
    if (results.inputs.size() == 2) {
      const double ratio =
          nanoseconds_per_event(results.inputs[1]) / nanoseconds_per_event(results.inputs[0]);
      body += joined({"\nAn event of ", std::to_string(results.inputs[1].inputs), " inputs costs ",
                      fixed(ratio, 2), " times as much as one of ",
                      std::to_string(results.inputs[0].inputs), ".\n"});
    }
    add_section(text, "Few and many inputs", body);
  }
  if (!results.kernels.empty()) {
    add_section(text, "Kernels", kernel_table(results.kernels));
  }
  if (!results.streaming.empty() || !results.peaks.empty()) {
    add_section(text, "Limits measured in the same run", roof_table(results));
  }
  return text;
}

}  // namespace rouse::benchmarks
