#include "statistics.hpp"

#include <cmath>
#include <numbers>
#include <numeric>

namespace rouse::command {
namespace {

/// Probability that |t| <= tan(angle) sqrt(freedom): Abramowitz and Stegun 26.7.3 and 26.7.4.
double probability_within(double angle, int freedom) {
  const double sine = std::sin(angle);
  const double cosine = std::cos(angle);
  const bool odd = freedom % 2 == 1;
  double term = odd ? cosine : 1.0;
  double sum = freedom == 1 ? 0.0 : term;
  for (int i = odd ? 3 : 2; i <= freedom - 2; i += 2) {
    term *= cosine * cosine * (i - 1.0) / i;
    sum += term;
  }
  return odd ? 2.0 / std::numbers::pi * (angle + sine * sum) : sine * sum;
}

}  // namespace

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation(const std::vector<double>& values) {
  if (values.size() < 2) return 0.0;
  const double centre = mean(values);
  double sum = 0.0;
  for (const double value : values) sum += (value - centre) * (value - centre);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

std::optional<Interval> confidence(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  const auto count = static_cast<double>(values.size());
  const double half =
      student_t(static_cast<int>(values.size()) - 1) * deviation(values) / std::sqrt(count);
  return Interval{mean(values) - half, mean(values) + half};
}

double student_t(int freedom) {
  constexpr double wanted = 0.95;
  double low = 0.0;
  double high = std::numbers::pi / 2.0;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = 0.5 * (low + high);
    (probability_within(middle, freedom) < wanted ? low : high) = middle;
  }
  return std::tan(low) * std::sqrt(freedom);
}

}  // namespace rouse::command
