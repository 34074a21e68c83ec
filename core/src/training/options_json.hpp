// The names of the training options' enumerations in JSON, and epoch reports out of checkpoints.
#pragma once

#include "json/fields.hpp"
#include "rouse/training.hpp"

namespace rouse::json {

template <>
struct Names<Occupancy> {
  static constexpr std::array values{"binary", "counts"};
};
template <>
struct Names<LossKind> {
  static constexpr std::array values{"rate_mse", "cross_entropy"};
};

/// Throws bad_format for what is not a report.
EpochReport report_of(const Value& json, const std::string& where);

}  // namespace rouse::json
