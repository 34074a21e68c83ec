// Nothing allocates once warm. This file replaces the program's operator new to count.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "runs.hpp"

namespace {

std::size_t allocations = 0;

void* allocate(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace rouse {
namespace {

template <typename F>
std::size_t allocations_of(F&& f) {
  const std::size_t before = allocations;
  f();
  return allocations - before;
}

TEST(AllocationCounter, Counts) {
  std::vector<int> values;  // used below, so that compilers cannot leave its memory out
  EXPECT_EQ(allocations_of([&] { values.resize(10, 3); }), 1U);
  EXPECT_EQ(values[9], 3);
}

TEST(Trainer, AllocatesNothingOnceWarm) {
  TrainingRun run = small_run();
  for (const Occupancy occupancy : {Occupancy::binary, Occupancy::counts}) {
    for (const LossKind loss : {LossKind::rate_mse, LossKind::cross_entropy}) {
      run.options.bins.occupancy = occupancy;
      run.options.loss.kind = loss;
      run.options.firing_rate.strength = loss == LossKind::rate_mse ? 1.0F : 0.0F;
      run.spec.layers[1].weight_step = 0.03125F;
      run.spec.layers[0].recurrence =
          loss == LossKind::rate_mse ? Recurrence::all : Recurrence::none;
      run.spec.layers[1].maximum_delay = loss == LossKind::rate_mse ? 3 : 0;
      run.spec.layers[1].retentions =
          loss == LossKind::rate_mse ? RetentionMode::per_neuron : RetentionMode::fixed;
      run.spec.layers[2].dropout = loss == LossKind::rate_mse ? 0.25F : 0.0F;
      run.spec.readout = occupancy == Occupancy::binary ? Readout::spikes
                         : loss == LossKind::rate_mse   ? Readout::maximum_potential
                                                        : Readout::mean_potential;
      Trainer trainer = run.trainer();
      finish_epoch(trainer);  // makes the memory of test passes and reports,
      finish_epoch(trainer);  // and that of training
      EXPECT_EQ(allocations_of([&] {
                  for (int epoch = 0; epoch < 5; ++epoch) finish_epoch(trainer);
                }),
                0U);
    }
  }
}

TEST(Trainer, AllocatesNothingOnceWarmWhereLayersConvolve) {
  TrainingRun run = small_run();
  run.spec.sensor = small_sensor;
  run.spec.layers[0].convolution = {4, 3, 1, 1, 1};
  run.spec.layers[1].pooling = 2;
  run.spec.layers[1].convolution = {6, 2, 1, 0, 1};
  count_neurons(run.spec);
  for (const SurrogateKind kind : {SurrogateKind::exponential, SurrogateKind::triangular}) {
    for (LayerSpec& layer : run.spec.layers) layer.surrogate.kind = kind;
    run.spec.layers[1].maximum_delay = kind == SurrogateKind::triangular ? 3 : 0;
    Trainer trainer = run.trainer();
    finish_epoch(trainer);
    finish_epoch(trainer);
    EXPECT_EQ(allocations_of([&] {
                for (int epoch = 0; epoch < 5; ++epoch) finish_epoch(trainer);
              }),
              0U);
  }
}

TEST(Network, AllocatesNothingOnceWarm) {
  Random random(1);
  const NetworkSpec spec = fully_connected(30, {20, 9}, 4);
  const Network network(spec, 1);
  std::vector<SpikeRaster> inputs;
  for (int i = 0; i < 10; ++i)
    inputs.push_back(random_raster(random, 25, 30, 0.1F * static_cast<float>(i % 5)));
  Activity activity;
  Parameters gradients = zeros_like(spec);
  const auto pass = [&](const SpikeRaster& input) {
    network.forward(input, activity);
    loss_and_gradient({}, 1, 1.0F, activity);
    network.backward(input, activity, gradients);
  };
  pass(inputs[0]);
  EXPECT_EQ(allocations_of([&] {
              for (const SpikeRaster& input : inputs) pass(input);
            }),
            0U);
}

}  // namespace
}  // namespace rouse
