// The command `rouse`: finds the command that is meant, runs it, and turns whatever goes wrong into
// one line and an exit status.
#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "bench.hpp"
#include "evaluate.hpp"
#include "failure.hpp"
#include "help.hpp"
#include "options.hpp"
#include "pack.hpp"
#include "rouse/error.hpp"
#include "sweep.hpp"
#include "trace.hpp"
#include "train.hpp"

namespace rouse::command {
namespace {

constexpr const char* description =
    "Rouse trains spiking neural networks with trainable firing thresholds on event data.";

constexpr const char* footer = R"(rouse COMMAND --help explains a command's options.

Examples:
  rouse train --save model.safetensors     train on built-in digits
  rouse train --data nmnist                train on N-MNIST recordings
  rouse eval --model model.safetensors     measure what was learned
  rouse trace --model model.safetensors --sample 0 --out trace.npz
  rouse pack --data nmnist --per-class 80 --out subset.rouse
  rouse sweep --threshold 0.05,1.25,40 --out sweep)";

/// Name of the command that the arguments ask for, as far as they have been parsed.
std::string name_of_chosen(const CLI::App& root) {
  const std::vector<CLI::App*> chosen = root.get_subcommands();
  return full_name(chosen.empty() ? root : *chosen.back());
}

/// `name` becomes the command's name for messages.
int run(CLI::App& root, int argument_count, char** arguments, std::string& name) {
  const std::array commands{add_train(root), add_eval(root),  add_trace(root),
                            add_pack(root),  add_bench(root), add_sweep(root)};
  for (const Command& command : commands) add_help(*command.app);
  try {
    root.parse(argument_count, arguments);
  } catch (const CLI::Success& request) {  // --help or --version
    return root.exit(request);
  } catch (const CLI::ParseError& error) {
    name = name_of_chosen(root);
    throw UsageError(in_words(error));
  } catch (const UsageError&) {
    name = name_of_chosen(root);
    throw;
  }
  refuse_unknown(root);
  name = name_of_chosen(root);
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    refuse_unknown(*command.app);
    return command.run();
  }
  std::fputs(root.help().c_str(), stdout);
  return success;
}

/// Runs and reports; returns the exit status.
int run_and_report(int argument_count, char** arguments) {
  CLI::App root(description, "rouse");
  root.set_version_flag("--version", "rouse " ROUSE_VERSION, "print the version")->group("Help");
  add_help(root);
  root.formatter(std::make_shared<HelpFormatter>());
  root.footer(footer);
  root.allow_extras();
  root.require_subcommand(0, 1);

  std::string name = "rouse";
  try {
    return run(root, argument_count, arguments, name);
  } catch (const OutputError& error) {
    complain(name, error.what());
    return failed;
  } catch (const UsageError& error) {
    complain(name, error.what());
  } catch (const Error& error) {
    complain(name, error.what());
  } catch (const std::bad_alloc&) {
    complain(name, "not enough memory; use smaller layers, fewer samples or fewer time bins");
  }
  return misused;
}

}  // namespace
}  // namespace rouse::command

int main(int argument_count, char** arguments) {
  // A file that grows beyond the shell's limit is an error like any other full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return rouse::command::run_and_report(argument_count, arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rouse: %s\n", error.what());
    return rouse::command::failed;
  }
}
