// Training options and epoch reports as JSON values, for documents that contain them.
#pragma once

#include "network/json_fields.hpp"
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

Json options_json(const TrainingOptions& options);
TrainingOptions options_of(const Json& json, const std::string& where);

Json report_json(const EpochReport& report);
EpochReport report_of(const Json& json, const std::string& where);

}  // namespace rouse::json
