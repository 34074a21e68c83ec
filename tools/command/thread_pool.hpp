// Threads that compute the shards of a batch.
#pragma once

#include <cstddef>

#include "rouse/training.hpp"

namespace rouse::command {

/// An executor with so many threads, the caller's among them; without any when that is 1. The
/// threads end with the last copy of it.
Executor thread_pool(std::size_t threads);

}  // namespace rouse::command
