#include "interrupt.hpp"

#include <array>
#include <csignal>

namespace rouse::command {
namespace {

constexpr std::array noted{SIGINT, SIGTERM};

volatile std::sig_atomic_t pending = 0;

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
