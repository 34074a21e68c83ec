// Means over seeds, and how far they can be trusted.
#pragma once

#include <optional>
#include <vector>

namespace rouse::command {

/// Of no values: not a number.
double mean(const std::vector<double>& values);

/// Standard deviation of a sample; 0 of a single value.
double deviation(const std::vector<double>& values);

struct Interval {
  double low = 0;
  double high = 0;
};

/// The 95 % confidence interval of the mean of values that are normally distributed; nothing for
/// fewer than two.
std::optional<Interval> confidence(const std::vector<double>& values);

/// Student's t that a variable with so many degrees of freedom, 1 or more, stays within either side
/// of 0 with a probability of 95 %.
double student_t(int freedom);

}  // namespace rouse::command
