// Training options and epoch reports as JSON values, for documents that contain them.
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

Value options_json(const TrainingOptions& options);
TrainingOptions options_of(const Value& json, const std::string& where);

Value report_json(const EpochReport& report);
EpochReport report_of(const Value& json, const std::string& where);

}  // namespace rouse::json
