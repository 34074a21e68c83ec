#include "kernel_cases.hpp"

#include <cstdint>
#include <memory>
#include <utility>

#include "kernels/adam_kernel.hpp"
#include "kernels/event_kernels.hpp"
#include "kernels/neuron_kernels.hpp"
#include "rouse/random.hpp"
#include "streaming_add.hpp"

namespace rouse::benchmarks {
namespace {

constexpr std::size_t steps = 300;

std::vector<float> random_floats(std::size_t count, std::uint64_t key) {
  Random random(1, key, 0);
  std::vector<float> values(count);
  for (float& value : values) value = random.normal();
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

std::string size_of(std::size_t floats) {
  const std::size_t kilobytes = floats * sizeof(float) / 1024;
  return kilobytes < 1024 ? std::to_string(kilobytes) + " KB"
                          : std::to_string(kilobytes / 1024) + " MB";
}

void add_event_cases(std::vector<KernelCase>& cases, std::size_t inputs, std::size_t neurons,
                     std::size_t per_bin) {
  const auto layer = std::make_shared<Layer>(inputs, neurons, per_bin);
  const std::string where = std::to_string(inputs) + " x " + std::to_string(neurons) + " (" +
                            size_of(inputs * neurons) + "), " + std::to_string(per_bin) +
                            " events a bin";
  cases.push_back({"event product, " + where, layer->additions(), "additions", [layer] {
                     kernels::multiply_events(layer->events.rows(), layer->weights.data(),
                                              layer->neurons, layer->out.data());
                   }});
  cases.push_back({"weight gradient, " + where, layer->additions(), "additions", [layer] {
                     kernels::add_outer_events(layer->events.rows(), layer->rows.data(),
                                               layer->neurons, layer->gradient.data());
                   }});
}

void add_streaming_case(std::vector<KernelCase>& cases, std::size_t floats) {
  const auto values = std::make_shared<std::vector<float>>(random_floats(floats, 4));
  // As long as an event kernel's run, so that the call itself does not count.
  const std::size_t repeats = 1 + (std::size_t{1} << 21) / floats;
  const auto sum = std::make_shared<float>(0.0F);
  cases.push_back({"streaming add, " + size_of(floats), static_cast<double>(floats * repeats),
                   "additions", [values, repeats, sum] {
                     for (std::size_t r = 0; r < repeats; ++r) {
                       *sum += streaming_add(values->data(), values->size());
                     }
                   }});
}

void add_product_case(std::vector<KernelCase>& cases, std::size_t k, std::size_t n) {
  const auto layer = std::make_shared<Layer>(k, n, 0);
  const auto rows = std::make_shared<std::vector<float>>(random_floats(steps * k, 5));
  cases.push_back({"dense product, " + std::to_string(k) + " x " + std::to_string(n),
                   static_cast<double>(steps * k * n), "products", [layer, rows] {
                     kernels::add_product(rows->data(), steps, layer->inputs, layer->weights.data(),
                                          layer->neurons, layer->out.data());
                   }});
}

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
    kernels::lif_forward(neurons, steps, potentials.data(), state.data());
  }
  void backward() {
    kernels::lif_backward(neurons, steps, inputs.data(), potentials.data(),
                          potential_gradients.data(), current_gradients.data(),
                          threshold_gradients.data(), state.data());
  }
};

void add_neuron_cases(std::vector<KernelCase>& cases, std::size_t count) {
  const auto add = [&](const std::string& name, const SurrogateSpec& surrogate, auto work) {
    const auto population = std::make_shared<Population>(count, surrogate);
    population->forward();
    population->backward();
    cases.push_back({name + ", " + std::to_string(count) + " neurons",
                     static_cast<double>(steps * count), "neuron steps",
                     [population, work] { work(*population); }});
  };
  const SurrogateSpec triangular{SurrogateKind::triangular, 1.0F, 1.0F, 0.0F};
  add("neurons forward", {}, [](Population& p) { p.forward(); });
  add("neurons backward, exponential", {}, [](Population& p) { p.backward(); });
  add("neurons backward, triangular", triangular, [](Population& p) { p.backward(); });
  add("filter backward", {}, [](Population& p) {
    kernels::filter_backward(p.neurons, steps, p.current_gradients.data(), p.state.data());
  });
  add("collect spikes", {}, [](Population& p) {
    kernels::collect_spikes(p.potentials.data(), steps, p.neurons.count, p.thresholds.data(),
                            p.offsets.data(), p.columns.data());
  });
  add("collect what is not 0", triangular, [](Population& p) {
    kernels::collect_nonzero(p.potential_gradients.data(), steps, p.neurons.count, p.offsets.data(),
                             p.columns.data(), p.values.data());
  });
}

void add_adam_case(std::vector<KernelCase>& cases, std::size_t count) {
  struct State {
    std::vector<float> gradients, first, second, parameters;
  };
  const auto state =
      std::make_shared<State>(State{random_floats(count, 7), std::vector<float>(count),
                                    std::vector<float>(count), random_floats(count, 8)});
  cases.push_back({"Adam, " + size_of(count) + " of parameters", static_cast<double>(count),
                   "parameters", [state, count] {
                     kernels::adam_update({0.9F, 0.999F, 0.001F, 1.0F, 1e-8F}, count,
                                          state->gradients.data(), state->first.data(),
                                          state->second.data(), state->parameters.data());
                   }});
}

}  // namespace

std::vector<KernelCase> kernel_cases() {
  std::vector<KernelCase> cases;
  // Working sets for L1, L2, and the input and hidden layers of 2312-500-500-10.
  add_streaming_case(cases, 4096);
  add_event_cases(cases, 64, 64, 14);
  add_streaming_case(cases, 65536);
  add_event_cases(cases, 256, 256, 14);
  add_streaming_case(cases, std::size_t{2312} * 512);
  add_event_cases(cases, 2312, 500, 14);
  // The same network, more and fewer events; and as many events of 14 times as many inputs.
  for (const std::size_t per_bin : {4U, 40U, 120U}) add_event_cases(cases, 2312, 500, per_bin);
  add_event_cases(cases, 2312, 64, 14);
  add_event_cases(cases, 32768, 64, 14);
  add_event_cases(cases, 500, 500, 40);
  add_event_cases(cases, 500, 500, 500);
  add_product_case(cases, 500, 500);
  add_neuron_cases(cases, 500);
  add_adam_case(cases, std::size_t{2312} * 500);
  return cases;
}

}  // namespace rouse::benchmarks
