// What the module exports; nothing else stands here. src/module.ts has the types.
#include <emscripten/bind.h>

#include "conversions.hpp"
#include "data.hpp"
#include "session.hpp"

using namespace emscripten;
using namespace rouse::bindings;

EMSCRIPTEN_BINDINGS(rouse) {
  class_<SharedDataset>("Dataset")
      .property("classCount", &SharedDataset::class_count)
      .function("shape", &SharedDataset::shape)
      .function("events", &SharedDataset::events)
      .function("labels", &SharedDataset::labels)
      .function("warnings", &SharedDataset::warnings)
      .function("recording", &Guarded<&SharedDataset::recording>::call)
      .function("pack", &Guarded<&SharedDataset::pack>::call);

  class_<Collector>("NmnistCollector")
      .constructor<const std::string&, std::uint32_t>()
      .function("wants", &Collector::wants)
      .function("add", &Guarded<&Collector::add>::call)
      .function("finish", &Guarded<&Collector::finish>::call);

  class_<Session>("Session")
      .class_function("create", &Guarded<&Session::create>::call,
                      return_value_policy::take_ownership())
      .class_function("resume", &Guarded<&Session::resume>::call,
                      return_value_policy::take_ownership())
      .function("step", &Guarded<&Session::step>::call)
      .function("shardTask", &Guarded<&Session::shard_task>::call)
      .function("computeShard", &Guarded<&Session::compute_shard>::call)
      .function("takeShard", &Guarded<&Session::take_shard>::call)
      .function("addMilliseconds", &Session::add_milliseconds)
      .function("lastEpoch", &Guarded<&Session::last_epoch>::call)
      .function("spec", &Guarded<&Session::spec>::call)
      .function("options", &Guarded<&Session::options>::call)
      .function("optimiserSteps", &Session::optimiser_steps)
      .function("setLearningRates", &Guarded<&Session::set_learning_rates>::call)
      .function("thresholds", &Guarded<&Session::thresholds>::call)
      .function("trace", &Guarded<&Session::trace>::call)
      .function("inspect", &Guarded<&Session::inspect>::call)
      .function("saveModel", &Guarded<&Session::save_model>::call)
      .function("checkpoint", &Guarded<&Session::checkpoint>::call);

  class_<ShardSession>("ShardSession")
      .class_function("create", &Guarded<&ShardSession::create>::call,
                      return_value_policy::take_ownership())
      .function("begin", &Guarded<&ShardSession::begin>::call)
      .function("compute", &Guarded<&ShardSession::compute>::call);

  function("saccadeDigits", &Guarded<&saccade_digits>::call);
  function("unpackDataset", &Guarded<&unpack>::call);
  function("unlabelledRecording", &Guarded<&unlabelled_recording>::call);
  function("selectSamples", &Guarded<&selected>::call);
  function("splitDataset", &Guarded<&split_in_two>::call);
}
