// One run of a sweep: trained, written to a file, and read back.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "rouse/training.hpp"
#include "sweep_plan.hpp"

namespace rouse::command {

/// What an epoch brought; lists have one value for each layer. Epoch 0 is the untrained network.
struct EpochRecord {
  std::uint32_t epoch = 0;
  double loss = 0;
  double train_accuracy = 0;
  double test_accuracy = 0;
  std::vector<std::uint32_t> dead;      ///< neurons that fired in no sample of the epoch
  std::vector<double> rate;             ///< spikes per neuron and time bin
  std::vector<double> threshold_mean;   ///< in the unit of the membrane potential
  std::vector<double> weight_movement;  ///< mean |w - w at the epoch's begin|
  std::vector<double> weight_distance;  ///< |W - W before training| / |W before training|
};
using RunRecord = std::vector<EpochRecord>;

/// What all runs of a sweep share.
struct SweepData {
  std::shared_ptr<const Dataset> train;
  std::shared_ptr<const Dataset> test;
  std::string train_fingerprint;
  std::string test_fingerprint;
  std::uint32_t epochs = 0;
};

/// The number that a float is written as: 0.1, not 0.10000000149011612.
double decimal(float value);

/// All that decides a run's result.
nlohmann::json configuration_of(const RunPlan& plan, const SweepData& data);

/// Trains on the calling thread. `go_on` hears of every batch; nothing is returned when it says no.
std::optional<RunRecord> train(const RunPlan& plan, const SweepData& data,
                               const std::function<bool(const StepReport&)>& go_on);

void write_run(const std::string& path, const nlohmann::json& configuration,
               const RunRecord& record);

/// Nothing when there is no such file. Throws UsageError when it is not a run's, or that of a run
/// with another configuration.
std::optional<RunRecord> read_run(const std::string& path, const nlohmann::json& configuration);

}  // namespace rouse::command
