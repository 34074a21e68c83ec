#include "options.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "help.hpp"

namespace rouse::command {
namespace {

/// Levenshtein's distance: insertions, deletions and replacements of one character.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

}  // namespace

CLI::App* add_command(CLI::App& root, const std::string& name, const std::string& description,
                      const std::string& examples) {
  CLI::App* app = root.add_subcommand(name, description);
  app->group("Commands");
  app->formatter(std::make_shared<HelpFormatter>());
  app->footer(examples);
  // What is left over is refused by refuse_unknown(), which knows what may have been meant.
  app->allow_extras();
  return app;
}

void add_help(CLI::App& app) { app.set_help_flag("-h,--help", "print this help")->group("Help"); }

void Options::add(const std::string& name, const std::string& unit, const std::string& help,
                  const std::string& otherwise, std::function<void(const std::string&)> use) {
  const auto checked = [name, use = std::move(use)](const std::string& text) {
    // CLI11 takes whatever follows as the value.
    if (text.rfind("--", 0) == 0) {
      throw UsageError(name + " needs a value, but " + text + " follows; write " + name +
                       " VALUE, see --help");
    }
    use(text);
  };
  const std::string description = otherwise.empty() ? help : help + " (default " + otherwise + ")";
  app_->add_option_function<std::string>(name, checked, description)
      ->group(group_)
      ->type_name(unit)
      ->take_last();
}

void Options::flag(const std::string& name, const std::string& help, bool& target) {
  app_->add_flag(name, target, help)->group(group_)->disable_flag_override();
}

std::string closest(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, word.size() / 4) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t d = distance(word, candidate);
    if (d >= least) continue;
    least = d;
    best = candidate;
  }
  return best;
}

void refuse_unknown(const CLI::App& app) {
  const std::vector<std::string> rest = app.remaining();
  if (rest.empty()) return;
  const auto option = std::find_if(rest.begin(), rest.end(),
                                   [](const std::string& text) { return text.rfind('-', 0) == 0; });
  const bool is_option = option != rest.end();
  const bool is_root = app.get_parent() == nullptr;
  const std::string word = is_option ? option->substr(0, option->find('=')) : rest.front();
  std::string what = "unexpected argument \"" + word + "\"";
  if (is_option) {
    what = "there is no option " + word;
  } else if (is_root) {
    what = "there is no command \"" + word + "\"";
  }
  const std::string meant = closest(word, is_option ? option_names(app)
                                          : is_root ? command_names(app)
                                                    : std::vector<std::string>{});
  throw UsageError(what + (meant.empty() ? "; see " + full_name(app) + " --help"
                                         : "; did you mean " + meant + "?"));
}

std::string in_words(const CLI::ParseError& error) {
  std::string message = error.what();
  const std::size_t flag = message.find(" was given a disallowed flag override");
  if (flag != std::string::npos) {
    return "--" + message.substr(0, flag) + " takes no value; leave away what follows the =";
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return message.substr(0, message.find(':')) + " needs a value; see --help";
  }
  return message;
}

}  // namespace rouse::command
