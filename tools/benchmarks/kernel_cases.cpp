#include "kernel_cases.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>

#include "arithmetic_peak.hpp"
#include "kernels/adam_kernel.hpp"
#include "kernels/event_kernels.hpp"
#include "kernels/neuron_kernels.hpp"
#include "rouse/random.hpp"
#include "streaming_add.hpp"

namespace rouse::benchmarks {
namespace {

constexpr std::size_t steps = kernel_steps;

/// Normal numbers; large arrays repeat them, for drawing them takes longer than what is measured.
std::vector<float> random_floats(std::size_t count, std::uint64_t key) {
  constexpr std::size_t drawn = std::size_t{1} << 20;
  Random random(1, key, 0);
  std::vector<float> values(count);
  for (std::size_t i = 0; i < std::min(count, drawn); ++i) values[i] = random.normal();
  for (std::size_t i = drawn; i < count; ++i) values[i] = values[i - drawn];
  return values;
}

/// So many events in every bin, ascending, at random inputs.
struct Events {
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> columns;

  Events(std::size_t inputs, std::size_t per_bin) {
    Random random(1, 2, inputs);
    for (std::size_t t = 0; t < steps; ++t) {
      for (std::size_t i = 0; i < inputs; ++i) {
        // Selection sampling: each of what is left with the right odds.
        const std::size_t wanted = per_bin - (columns.size() - offsets.back());
        if (random.uniform() * static_cast<float>(inputs - i) < static_cast<float>(wanted)) {
          columns.push_back(static_cast<std::uint32_t>(i));
        }
      }
      offsets.push_back(static_cast<std::uint32_t>(columns.size()));
    }
  }

  kernels::EventRows rows() const { return {steps, offsets.data(), columns.data(), nullptr}; }
};

/// A layer with everything that its kernels read and write.
struct Layer {
  std::size_t inputs;
  std::size_t neurons;
  Events events;
  std::vector<float> weights = random_floats(inputs * neurons, 1);
  std::vector<float> gradient = std::vector<float>(inputs * neurons);
  std::vector<float> rows = random_floats(steps * neurons, 3);
  std::vector<float> out = std::vector<float>(steps * neurons);

  Layer(std::size_t inputs_, std::size_t neurons_, std::size_t per_bin)
      : inputs(inputs_), neurons(neurons_), events(inputs_, per_bin) {}
  double additions() const { return static_cast<double>(events.columns.size() * neurons); }
};

/// Potentials around the thresholds, so that some fire and some do not.
struct Population {
  std::vector<float> thresholds;
  std::vector<float> inputs;
  std::vector<float> potentials;
  std::vector<float> potential_gradients;
  std::vector<float> current_gradients;
  std::vector<float> threshold_gradients;
  std::vector<float> state;
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint32_t> columns;
  std::vector<float> values;
  float mean_gradient = 0.0F;  // of magnitudes
  kernels::Neurons neurons{};

  Population(std::size_t count, const SurrogateSpec& surrogate)
      : thresholds(count, 1.25F),
        inputs(random_floats(steps * count, 6)),
        potentials(inputs),
        potential_gradients(steps * count),
        current_gradients(steps * count),
        threshold_gradients(count),
        state(2 * count),
        offsets(steps + 1),
        columns(steps * count),
        values(steps * count) {
    const LayerSpec layer;
    neurons = {count,
               layer.current_retention,
               layer.membrane_retention,
               layer.reset,
               layer.reset_gradient,
               surrogate,
               thresholds.data()};
  }
  void forward() {
    potentials = inputs;
    state.assign(state.size(), 0.0F);
    kernels::lif_forward(neurons, steps, potentials.data(), state.data(), offsets.data(),
                         columns.data());
  }
  void backward() {
    state.assign(state.size(), 0.0F);
    kernels::lif_backward(neurons, steps, inputs.data(), potentials.data(),
                          potential_gradients.data(), current_gradients.data(),
                          threshold_gradients.data(), state.data());
  }
};

template <typename T>
void append(std::vector<T>& to, std::vector<T> from) {
  for (T& one : from) to.push_back(std::move(one));
}

}  // namespace

std::string size_of(std::size_t bytes) {
  const std::size_t kilobytes = bytes / 1024;
  return kilobytes < 1024 ? std::to_string(kilobytes) + " KB"
                          : std::to_string(kilobytes / 1024) + " MB";
}

KernelCase streaming_case(std::size_t bytes) {
  const auto values = std::make_shared<std::vector<float>>(random_floats(bytes / sizeof(float), 4));
  // As long as an event kernel's run, so that the call itself does not count.
  const std::size_t repeats = 1 + (std::size_t{1} << 21) / values->size();
  const auto sum = std::make_shared<float>(0.0F);
  const auto additions = static_cast<double>(values->size() * repeats);
  return {.name = "streaming add, " + size_of(bytes),
          .operations = additions,
          .unit = "additions",
          .run =
              [values, repeats, sum] {
                for (std::size_t r = 0; r < repeats; ++r) {
                  *sum += streaming_add(values->data(), values->size());
                }
              },
          .float_operations = additions,
          .bytes_read = sizeof(float) * additions,
          .working_set = bytes};
}

std::vector<KernelCase> event_cases(std::size_t inputs, std::size_t neurons, std::size_t per_bin) {
  const auto layer = std::make_shared<Layer>(inputs, neurons, per_bin);
  const std::size_t bytes = sizeof(float) * inputs * neurons;
  const std::string where = std::to_string(inputs) + " x " + std::to_string(neurons) + " (" +
                            size_of(bytes) + "), " + std::to_string(per_bin) + " events a bin";
  const double additions = layer->additions();
  // One weight an addition.
  KernelCase product{.name = "event product, " + where,
                     .operations = additions,
                     .unit = "additions",
                     .run =
                         [layer] {
                           kernels::multiply_events(layer->events.rows(), layer->weights.data(),
                                                    layer->neurons, layer->out.data());
                         },
                     .float_operations = additions,
                     .bytes_read = sizeof(float) * additions,
                     .working_set = bytes};
  // One gradient an addition, and e_i[t] once a bin.
  KernelCase gradient{
      .name = "weight gradient, " + where,
      .operations = additions,
      .unit = "additions",
      .run =
          [layer] {
            kernels::add_outer_events(layer->events.rows(), layer->rows.data(), layer->neurons,
                                      layer->gradient.data());
          },
      .float_operations = additions,
      .bytes_read = sizeof(float) * (additions + static_cast<double>(steps * neurons)),
      .working_set = bytes};
  return {product, gradient};
}

KernelCase product_case(std::size_t k, std::size_t n) {
  const auto layer = std::make_shared<Layer>(k, n, 0);
  const auto rows = std::make_shared<std::vector<float>>(random_floats(steps * k, 5));
  const auto products = static_cast<double>(steps * k * n);
  // A tile of 4 rows and 2 vectors loads a matrix element for 4 products and an entry of the rows
  // for 2 vectors of them.
  const double per_product =
      sizeof(float) * (1.0 / 4.0 + 1.0 / (2.0 * static_cast<double>(vector_floats())));
  return {.name = "dense product, " + std::to_string(k) + " x " + std::to_string(n),
          .operations = products,
          .unit = "products",
          .run =
              [layer, rows] {
                kernels::add_product(rows->data(), steps, layer->inputs, layer->weights.data(),
                                     layer->neurons, layer->out.data());
              },
          .float_operations = 2.0 * products,
          .bytes_read = per_product * products,
          .working_set = sizeof(float) * (k * n + steps * (k + n))};
}

std::vector<KernelCase> neuron_cases(std::size_t count) {
  std::vector<KernelCase> cases;
  // Floats read and operations are those of one neuron at one step (kernels/neuron_kernels.cpp).
  const auto add = [&](const std::string& name, const SurrogateSpec& surrogate, double operations,
                       double floats_read, auto work) {
    const auto population = std::make_shared<Population>(count, surrogate);
    population->forward();
    population->backward();
    const auto neuron_steps = static_cast<double>(steps * count);
    for (const float g : population->potential_gradients) {
      population->mean_gradient += std::abs(g) / static_cast<float>(neuron_steps);
    }
    cases.push_back({.name = name + ", " + std::to_string(count) + " neurons",
                     .operations = neuron_steps,
                     .unit = "neuron steps",
                     .run = [population, work] { work(*population); },
                     .float_operations = operations * neuron_steps,
                     .bytes_read = sizeof(float) * floats_read * neuron_steps,
                     .working_set = sizeof(float) * 2 * steps * count});
  };
  const SurrogateSpec triangular{SurrogateKind::triangular, 1.0F, 1.0F, 0.0F};
  // Two products, two sums; current, membrane, threshold, input, and the copy of it.
  add("neurons forward", {}, 4, 5, [](Population& p) { p.forward(); });
  // The exponential takes 19, the rest of the surrogate 2, the step itself 7.
  add("neurons backward, exponential", {}, 28, 6, [](Population& p) { p.backward(); });
  add("neurons backward, triangular", triangular, 10, 6, [](Population& p) { p.backward(); });
  add("filter backward", {}, 4, 3, [](Population& p) {
    p.state.assign(p.state.size(), 0.0F);
    kernels::filter_backward(p.neurons, steps, p.current_gradients.data(), p.state.data());
  });
  // Product, smaller of two, phase, and what is left of it.
  const auto collect = [](Population& p, float unit, float phase) {
    p.state.assign(p.state.size(), phase);
    kernels::collect_rows(p.potential_gradients.data(), steps, p.neurons.count, unit,
                          p.state.data(), p.offsets.data(), p.columns.data(), p.values.data());
  };
  add("collect what is not 0", triangular, 4, 2,
      [collect](Population& p) { collect(p, 0.0F, 0.0F); });
  add("draw one in 16", {}, 4, 2,
      [collect](Population& p) { collect(p, 16.0F * p.mean_gradient, 0.5F); });
  return cases;
}

KernelCase adam_case(std::size_t parameters) {
  struct State {
    std::vector<float> gradients, first, second, parameters;
  };
  const auto state =
      std::make_shared<State>(State{random_floats(parameters, 7), std::vector<float>(parameters),
                                    std::vector<float>(parameters), random_floats(parameters, 8)});
  const auto count = static_cast<double>(parameters);
  // Of each parameter: three operations for either moment and one more, six for the change.
  return {.name = "Adam, " + size_of(sizeof(float) * parameters) + " of parameters",
          .operations = count,
          .unit = "parameters",
          .run =
              [state, parameters] {
                kernels::adam_update({0.9F, 0.999F, 0.001F, 1.0F, 1e-8F}, parameters,
                                     state->gradients.data(), state->first.data(),
                                     state->second.data(), state->parameters.data());
              },
          .float_operations = 13.0 * count,
          .bytes_read = sizeof(float) * 4.0 * count,
          .working_set = sizeof(float) * 4 * parameters};
}

std::vector<KernelCase> kernel_cases() {
  std::vector<KernelCase> cases;
  // Working sets for L1, L2, and the input and hidden layers of 2312-500-500-10.
  cases.push_back(streaming_case(std::size_t{16} << 10));
  append(cases, event_cases(64, 64, 14));
  cases.push_back(streaming_case(std::size_t{256} << 10));
  append(cases, event_cases(256, 256, 14));
  cases.push_back(streaming_case(sizeof(float) * 2312 * 512));
  append(cases, event_cases(2312, 500, 14));
  // The same network, more and fewer events; and as many events of 14 times as many inputs.
  for (const std::size_t per_bin : {4U, 40U, 120U}) append(cases, event_cases(2312, 500, per_bin));
  append(cases, event_cases(2312, 64, 14));
  append(cases, event_cases(32768, 64, 14));
  append(cases, event_cases(500, 500, 40));
  append(cases, event_cases(500, 500, 500));
  cases.push_back(product_case(500, 500));
  append(cases, neuron_cases(500));
  cases.push_back(adam_case(std::size_t{2312} * 500));
  return cases;
}

}  // namespace rouse::benchmarks
