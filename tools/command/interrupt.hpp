// Ctrl-C while training: the batch at hand is finished and the work saved. A second one kills.
#pragma once

namespace rouse::command {

/// While one exists, SIGINT and SIGTERM are noted instead of ending the process, once.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Number of the signal that came, or 0.
  static int signal();
};

}  // namespace rouse::command
