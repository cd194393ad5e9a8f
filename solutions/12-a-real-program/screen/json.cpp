#include "screen/json.hpp"

#include <array>
#include <cstdio>

namespace program {
namespace {

// "name":value
std::string field(const char* name, const std::string& value) {
  return json_string(name) + ":" + value;
}

std::string boolean(bool value) { return value ? "true" : "false"; }

std::string where_fields(const std::optional<Location>& where) {
  if (!where) return field("file", "null") + "," + field("line", "null");
  return field("file", json_string(where->file)) + "," +
         field("line", std::to_string(where->line));
}

std::string as_json(const CaseResult& each) {
  return "{" + field("name", json_string(each.name)) + "," +
         field("task", std::to_string(each.task)) + "," +
         field("number", std::to_string(each.number)) + "," +
         field("passed", each.outcome == Outcome::not_run
                             ? "null"
                             : boolean(each.outcome == Outcome::passed)) +
         "," + field("sentence", json_string(each.sentence)) + "," +
         where_fields(each.where) + "," +
         field("trace", json_string(each.trace)) + "," +
         field("again", json_string(each.again)) + "}";
}

std::string as_json(const BuildError& error) {
  return "{" + field("message", json_string(error.message)) + "," +
         where_fields(error.where) + "," +
         field("excerpt", json_string(error.excerpt)) + "}";
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string result = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      result += '\\';
      result += byte;
    } else if (static_cast<unsigned char>(byte) < ' ') {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", byte);
      result += escape.data();
    } else {
      result += byte;
    }
  }
  return result + '"';
}

std::string as_json(const Verdict& verdict, const Chapter& chapter) {
  std::string cases;
  for (const CaseResult& each : verdict.cases) {
    cases += (cases.empty() ? "" : ",") + as_json(each);
  }
  return "{" + field("chapter", std::to_string(verdict.chapter)) + "," +
         field("folder", json_string(chapter.folder)) + "," +
         field("passed", boolean(verdict.passed())) + "," +
         field("tasks", std::to_string(verdict.tasks())) + "," +
         field("tasks_done", std::to_string(verdict.tasks_done())) + "," +
         field("error", verdict.error ? as_json(*verdict.error) : "null") +
         "," + field("cases", "[" + cases + "]") + "}";
}

}  // namespace program
