// Between JavaScript values and the library's types, and errors on their way out.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <vector>

#include "rouse/error.hpp"
#include "rouse/events.hpp"
#include "rouse/training.hpp"

namespace rouse::bindings {

using emscripten::val;

/// A typed array of its own, not a view: views die when memory grows.
template <typename T>
val array_of(std::span<const T> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data()))
      .template call<val>("slice");
}
template <typename T>
val array_of(const std::vector<T>& values) {
  return array_of(std::span<const T>(values));
}

/// The bytes, in `room` if that is as long: pages of new memory cost more than what is in them.
val written_to(val room, const std::vector<std::uint8_t>& bytes);

val strings_of(const std::vector<std::string>& values);
val raster_of(const SpikeRaster& raster);
val shape_of(const SensorShape& shape);
val report_of(const StepReport& report);

/// The contents of a typed array of the same element type.
template <typename T>
std::vector<T> vector_of(const val& array) {
  return emscripten::convertJSArrayToNumberVector<T>(array);
}

/// Throws a JavaScript Error whose `code` is the library's.
[[noreturn]] void throw_to_javascript(const char* code, const std::string& message);

/// A function of the library as JavaScript calls it: C++ exceptions become JavaScript errors.
template <auto function>
struct Guarded;

template <typename Work>
auto guard(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const Error& error) {
    throw_to_javascript(name_of(error.code()), error.what());
  } catch (const std::bad_alloc&) {
    throw_to_javascript(name_of(ErrorCode::invalid_value),
                        "there is not enough memory; choose fewer recordings or smaller layers");
  }
}

template <typename R, typename... A, R (*function)(A...)>
struct Guarded<function> {
  static R call(A... arguments) {
    return guard([&]() -> R { return function(arguments...); });
  }
};
template <typename R, typename C, typename... A, R (C::*function)(A...)>
struct Guarded<function> {
  static R call(C& self, A... arguments) {
    return guard([&]() -> R { return (self.*function)(arguments...); });
  }
};
template <typename R, typename C, typename... A, R (C::*function)(A...) const>
struct Guarded<function> {
  static R call(const C& self, A... arguments) {
    return guard([&]() -> R { return (self.*function)(arguments...); });
  }
};

}  // namespace rouse::bindings
