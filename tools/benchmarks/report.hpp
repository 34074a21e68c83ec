// The suite's results as JSON and as Markdown.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "suite.hpp"

namespace rouse::benchmarks {

/// The straight line with the least squared distances from points.
struct Line {
  double intercept = 0;
  double slope = 0;
  double r_squared = 0;  ///< share of the variance that it explains
};

/// Of at least two points at different x.
Line line_through(std::span<const double> x, std::span<const double> y);

/// A Markdown table; the first row is the head, the first column words, the others numbers. Padded,
/// so that it is read as well where nobody renders it.
std::string markdown_table(const std::vector<std::vector<std::string>>& rows);

/// At most four significant digits.
std::string short_number(double number);

json::Value report_json(const SuiteOptions& options, const Results& results);
std::string report_markdown(const SuiteOptions& options, const Results& results);

/// Four lines for people.
std::string training_lines(const TrainingSpeed& speed);

/// One row for each, as in the report.
std::string training_table(std::span<const TrainingSpeed> training);

}  // namespace rouse::benchmarks
