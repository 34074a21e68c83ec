#include "help.hpp"

#include <sstream>

namespace rouse::command {
namespace {

constexpr std::size_t page_width = 80;
constexpr std::size_t left_width = 27;

/// The text in lines of at most `width` characters. Line ends in the text are kept.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::istringstream paragraphs(text);
  for (std::string paragraph; std::getline(paragraphs, paragraph);) {
    std::istringstream words(paragraph);
    std::string line;
    for (std::string word; words >> word;) {
      if (!line.empty() && line.size() + 1 + word.size() > width) {
        lines.push_back(line);
        line.clear();
      }
      line += (line.empty() ? "" : " ") + word;
    }
    lines.push_back(line);
  }
  return lines;
}

std::string two_columns(const std::string& left, const std::string& right) {
  std::string text = "  " + left;
  std::size_t column = text.size();
  if (column + 1 > left_width) {
    text += "\n";
    column = 0;
  }
  for (const std::string& line : wrapped(right, page_width - left_width)) {
    text += std::string(left_width - column, ' ') + line + "\n";
    column = 0;
  }
  return text;
}

}  // namespace

std::string full_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : full_name(*parent) + " " + app.get_name();
}

std::string HelpFormatter::make_group(std::string group, bool is_positional,
                                      std::vector<const CLI::Option*> options) const {
  // The caller puts an empty line between groups.
  std::string text = group + ":\n";
  for (const CLI::Option* option : options) text += make_option(option, is_positional);
  return text;
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string /*name*/) const {
  const bool is_root = app->get_parent() == nullptr;
  return "\nUsage: " + full_name(*app) + (is_root ? " COMMAND" : "") + " [OPTIONS]\n\n";
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  std::string name = option->get_name(is_positional, true);
  const std::size_t comma = name.find(',');
  if (comma != std::string::npos) name.insert(comma + 1, " ");
  if (option->get_type_size() != 0) name += " " + option->get_type_name();
  return two_columns(name, option->get_description());
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  const std::string description = command->get_description();
  return two_columns(command->get_name(), description.substr(0, description.find_first_of(".:")));
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
  std::string text;
  for (const std::string& line : wrapped(app->get_description(), page_width)) text += line + "\n";
  return text;
}

}  // namespace rouse::command
