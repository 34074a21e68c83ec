#include "interrupt.hpp"

#include <array>
#include <atomic>
#include <csignal>

namespace rouse::command {
namespace {

constexpr std::array noted{SIGINT, SIGTERM};

/// Written by a handler on whichever thread, read by all.
std::atomic<int> pending{0};
static_assert(decltype(pending)::is_always_lock_free);

void note(int number) { pending = number; }

}  // namespace

InterruptGuard::InterruptGuard() {
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (const int number : noted) sigaction(number, &action, nullptr);
}

InterruptGuard::~InterruptGuard() {
  for (const int number : noted) std::signal(number, SIG_DFL);
}

int InterruptGuard::signal() { return pending; }

}  // namespace rouse::command
